#!/bin/sh
# Runs once, in the database container of compose.yaml, when its volume is new: Baton's own role and database.
# The role is no superuser and cannot bypass row security; it may make roles because the migrations do.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$BATON_DATABASE_PASSWORD" --username=postgres <<'SQL'
create role baton login createrole nosuperuser nobypassrls password :'password';
create database baton owner baton;
\connect baton
create extension pg_trgm;
create extension unaccent;
SQL
