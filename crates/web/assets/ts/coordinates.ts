// Coordinates as people type them, read as the server reads them: degrees; degrees and minutes; degrees, minutes and seconds; with or without the
// four sides.

/** A place: latitude and longitude in degrees. */
export interface Place {
  lat: number;
  lon: number;
}

/** What says a side of the world: its words, whether it is one of the latitude, and its sign. Latin c and Cyrillic е are taken for each other's like. */
const SIDES: readonly [words: string, latitude: boolean, sign: number][] = [
  ["n с c сш се cш солтүстік север north", true, 1],
  ["s ю юш ое оңтүстік юг south", true, -1],
  ["e е в вд шб шығыс восток east", false, 1],
  ["w з зд бб батыс запад west", false, -1],
];

/** Words that say nothing more than which of the two numbers it is. */
const NAMES = ["lat", "lon", "long", "широта", "долгота", "ендік", "бойлық"];

interface Side {
  latitude: boolean;
  sign: number;
}

function side(word: string): Side | undefined {
  const found = SIDES.find(([words]) => words.split(" ").includes(word));
  return found && { latitude: found[1], sign: found[2] };
}

/** The numbers and sides of a text, in their order; nothing where something else stands there. */
function pieces(text: string): (string | Side)[] | undefined {
  let plain = text.toLowerCase().replaceAll("−", "-");
  // A comma between digits is a decimal one unless the numbers have points.
  if (!/\d\.\d/.test(plain)) plain = plain.replace(/(\d+),(\d+)/g, "$1.$2");
  const part = /(?<!\d)-?\d+(?:\.\d+)?|\p{L}[\p{L}. \u00a0]*/gu;
  if (/[^\s.,;:/°º˚'′’"″”()]/.test(plain.replace(part, ""))) return undefined;
  const found: (string | Side)[] = [];
  for (const match of plain.matchAll(part)) {
    const piece = match[0];
    const word = piece.replace(/[^\p{L}]/gu, "");
    if (word === "") found.push(piece);
    else if (!NAMES.includes(word)) {
      const said = side(word);
      if (!said) return undefined;
      found.push(said);
    }
  }
  return found;
}

/** Degrees, minutes and seconds as degrees, to the sixth digit. */
function degrees(numbers: string[], sign: number): number | undefined {
  const [whole = "", ...rest] = numbers;
  const fine = numbers.slice(0, -1).some((number) => number.includes("."));
  const parts = rest.map(Number);
  if (whole === "" || rest.length > 2 || fine || parts.some((part) => part < 0 || part >= 60)) return undefined;
  const [minutes = 0, seconds = 0] = parts;
  const total = Math.abs(Number(whole)) + minutes / 60 + seconds / 3600;
  return Math.round((whole.startsWith("-") ? -total : total) * sign * 1e6) / 1e6;
}

/** The numbers of the two sides, which stand before each or after each; without sides the latitude stands first. */
function halves(all: (string | Side)[]): [numbers: string[], side: Side][] | undefined {
  const numbers = (from: number, to: number): string[] => all.slice(from, to).filter((piece) => typeof piece === "string");
  const at = all.flatMap((piece, no) => (typeof piece === "string" ? [] : [no]));
  const [first, second] = at;
  if (first === undefined) {
    const middle = all.length / 2;
    if (!Number.isInteger(middle)) return undefined;
    return [[numbers(0, middle), { latitude: true, sign: 1 }], [numbers(middle, all.length), { latitude: false, sign: 1 }]];
  }
  if (second === undefined || at.length > 2) return undefined;
  const [one, other] = [all[first] as Side, all[second] as Side];
  if (first === 0) return [[numbers(1, second), one], [numbers(second + 1, all.length), other]];
  if (second === all.length - 1) return [[numbers(0, first), one], [numbers(first + 1, second), other]];
  return undefined;
}

/** The place that a text says, where it is one and lies on the earth. */
export function placed(text: string): Place | undefined {
  const all = pieces(text);
  const [one, other] = (all && halves(all)) ?? [];
  if (!one || !other || one[1].latitude === other[1].latitude) return undefined;
  const [north, east] = one[1].latitude ? [one, other] : [other, one];
  const [lat, lon] = [degrees(north[0], north[1].sign), degrees(east[0], east[1].sign)];
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return undefined;
  return { lat, lon };
}

/** A place as a field shows it. */
export function written(at: Place): string {
  return `${at.lat}, ${at.lon}`;
}
