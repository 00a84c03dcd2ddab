/* Words of a text, in the form in which they are compared: the same for questions, statements and names. */

import { stemmer } from "stemmer";

/** A word, or a number with its decimals; "10mg" is both. */
const PIECE = /\d+(?:[.,]\d+)?(?:\/\d+(?:[.,]\d+)?)?(?![\p{L}\d])|\d+(?:[.,]\d+)?(?=(?:mg|µg|ug|mcg|g|kg|ml|ms|mmol|mol|h|d|x|%)\b)|[\p{L}\p{N}]+\+?/giu;

/** Writing without blanks between words. Two neighbouring signs at a time stand for a word of it. */
const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const UNSPACED_RUN = new RegExp(`^[${UNSPACED}]{2}`, "u");

/** British and American, Latin and German spellings, brought to one. */
const SPELLINGS = [
  [/ä/g, "ae"],
  [/ö/g, "oe"],
  [/ü/g, "ue"],
  [/ß/g, "ss"],
];
const SAME = [
  [/ae|oe/g, "e"],
  [/our\b/g, "or"],
  [/iz(?=[aei])/g, "is"],
  [/yz(?=[ei])/g, "ys"],
  [/(leu|glu|gly)c(?=[oy])/g, "$1k"],
  [/sulph/g, "sulf"],
  [/ph(?=[oy]t)/g, "f"],
];

/** @returns {string} a word in small letters, without accents and differences of spelling */
export function plainly(word) {
  let text = word.toLowerCase();
  for (const [from, to] of SPELLINGS) {
    text = text.replace(from, to);
  }
  text = text.normalize("NFKD").replace(/[\p{M}+]/gu, "");
  for (const [from, to] of SAME) {
    text = text.replace(from, to);
  }
  return text;
}

const stems = new Map();

/** @returns {string} what remains of a word without its English ending */
export function stem(word) {
  if (/\d/.test(word)) {
    return word;
  }
  if (!stems.has(word)) {
    stems.set(word, stemmer(word));
  }
  return stems.get(word);
}

/** @returns {string} what remains of a stem without a German ending too; the same for all forms of most words */
export function barely(word) {
  return word.length > 5 ? word.replace(/(?:ern|em|er|en|es|e|s|n|t)$/, "") : word;
}

/* A piece of a text as the words that it stands for: itself, or every two signs where words have no blanks between. */
function* parted(piece) {
  for (const run of piece.match(RUN)) {
    const signs = UNSPACED_RUN.test(run) ? [...run] : [];
    if (signs.length > 2) {
      yield* signs.slice(1).map((sign, place) => signs[place] + sign);
    } else {
      yield run;
    }
  }
}

/** @returns {{written: string, plain: string, stem: string, number: number[] | null}[]} the words of a text in turn */
export function wordsOf(text) {
  const pieces = text.normalize("NFC").replace(/(\p{L})['’](?=\p{L})/gu, "$1").match(PIECE) ?? [];
  return pieces.flatMap((piece) => [...parted(piece)]).map((written) => {
    const number = /^\d+(?:[.,]\d+)?(?:\/\d|$)/.test(written)
      ? written.split("/").map((part) => Number(part.replace(",", ".")))
      : null;
    const plain = plainly(written);
    return { written, plain, stem: number ? plain : stem(plain), number };
  });
}
