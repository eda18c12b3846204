// Files as people bring them, good and bad, made on the spot: tables, pictures, archives, arrays.
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Numbers that are the same in every run, 0 to 1. */
export function lot(seed = 1) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** A table of weather: it rains when it is damp and not too warm. A word in it is found nowhere else. */
export function weather({ rows = 400, word = 'canary-7f3a91', header = true, delimiter = ',' } = {}) {
  const next = lot(7);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [damp, warm] = [next(), next()];
    const station = row % 3 === 0 ? word : ['hill', 'coast'][row % 2];
    return [(100 * damp).toFixed(1), (30 * warm - 5).toFixed(1), station, damp > warm ? 'rain' : 'sun'];
  });
  if (header) lines.unshift(['humidity', 'temperature', 'station', 'weather']);
  return lines.map(cells => cells.join(delimiter)).join('\n') + '\n';
}

/** An array of bytes as MNIST has them: `idx([2, 8, 8], bytes)`. */
export function idx(shape, bytes) {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  shape.forEach((length, axis) => head.writeUInt32BE(length, 4 + 4 * axis));
  return Buffer.concat([head, Buffer.from(bytes)]);
}

export const gz = bytes => gzipSync(bytes);

/** An array as NumPy saves it. */
export function npy(type, shape, bytes) {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11, ' ') + '\n';
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), Buffer.from(bytes)]);
}

/** A grey picture of one shade, or with a shade for each place: `(x, y) => 0 … 255`. */
export function png(side, shade) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const at = typeof shade === 'function' ? shade : () => shade;
  const line = y => [0, ...Array.from({ length: side }, (_, x) => at(x, y))];
  const lines = deflateSync(Buffer.from(Array.from({ length: side }, (_, y) => line(y)).flat()), { level: 1 });
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

/** An archive: `zip({ 'cat/1.png': bytes })`. With `encrypted` it claims to need a password; with `packed` it is compressed. */
export function zip(files, { encrypted = false, packed = false } = {}) {
  const [locals, centrals] = [[], []];
  let offset = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const name = Buffer.from(path);
    const data = packed ? deflateRawSync(bytes) : Buffer.from(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(encrypted ? 0x0801 : 0x0800, 2);
    shared.writeUInt16LE(packed ? 8 : 0, 4);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(20, 4);
    shared.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    centrals.push(central, name);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, data);
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Pictures of two classes, dark and light. */
export function shades(count = 12) {
  const files = {};
  for (let index = 0; index < count; index += 1) {
    files[`dark/${index}.png`] = png(12, 2 + index);
    files[`light/${index}.png`] = png(12, 240 + index);
  }
  return files;
}

/** Files as a file picker takes them. */
export const picked = files =>
  Object.entries(files).map(([name, buffer]) => ({ name, mimeType: '', buffer: Buffer.from(buffer) }));

/** A table of ten numbers, a category and a class, in pieces: about 100 bytes a row. */
export function* table(rows) {
  const random = lot(7);
  const towns = ['north', 'south', 'east', 'west', 'middle'];
  yield `${Array.from({ length: 10 }, (_, column) => `measure_${column}`).join(',')},town,class\n`;
  for (let row = 0; row < rows; ) {
    const lines = [];
    for (let end = Math.min(rows, row + 10_000); row < end; row += 1) {
      const numbers = Array.from({ length: 10 }, () => (200 * random() - 100).toFixed(5));
      const town = towns[Math.floor(random() * towns.length)];
      lines.push(`${numbers.join(',')},${town},${Number(numbers[0]) + Number(numbers[1]) > 0 ? 'yes' : 'no'}`);
    }
    yield `${lines.join('\n')}\n`;
  }
}
