/** Builds zips that no honest tool would: each field of an entry can be anything. */
import { crc32, deflateRawSync } from "node:zlib";

export type Member = {
  name: string | Buffer;
  data?: string | Buffer;
  /** Stored as it is, unless `deflate`. */
  deflate?: boolean;
  /** General purpose bits: 1 says encrypted. */
  flags?: number;
  /** Of Unix, such as 0o120777 for a symbolic link. */
  mode?: number;
  /** What the directory says instead of the truth. */
  claims?: { size?: number; packed?: number; crc?: number; method?: number };
};

const bytesOf = (data: string | Buffer | undefined): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data ?? "");

export function zipOf(members: readonly Member[], count = members.length): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflate = false, flags = 0, mode = 0o100644, claims = {} } of members) {
    const content = bytesOf(data);
    const packed = deflate ? deflateRawSync(content) : content;
    const path = bytesOf(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags | 0x800, 2);
    shared.writeUInt16LE(claims.method ?? (deflate ? 8 : 0), 4);
    shared.writeUInt32LE(claims.crc ?? crc32(content), 10);
    shared.writeUInt32LE(claims.packed ?? packed.length, 14);
    shared.writeUInt32LE(claims.size ?? content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    local.push(Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), shared, path, packed]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002", "latin1"), Buffer.from([20, 3]), shared, rest, path]),
    );
    offset += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
