import type { Page } from 'playwright-core';
import de from '../../admin/src/translations/de.json';
import en from '../../admin/src/translations/en.json';
import fr from '../../admin/src/translations/fr.json';

export type Language = 'en' | 'de' | 'fr';

const TEXTS: Record<Language, Readonly<Record<string, string>>> = { en, de, fr };

/** What the panel shows where a text is missing: its key, with or without the plugin's prefix. */
const KEYS = new Set(Object.keys(en).flatMap((key) => [key, `switchboard.${key}`]));

/** Words of the machine, the same in every language: values, and names of headers. */
const TECHNICAL = new Set(['true', 'false', 'Date']);

/** Everything that people see or a screen reader reads out below `scope`, piece by piece. */
const piecesOf = (page: Page, scope: string) =>
  page.evaluate((selector) => {
    const pieces: string[] = [];
    for (const root of Array.from(document.querySelectorAll(selector))) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) pieces.push(walker.currentNode.textContent?.trim() ?? '');
      for (const element of Array.from(root.querySelectorAll('*')))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) pieces.push(element.getAttribute(name)?.trim() ?? '');
    }
    return [...new Set(pieces)].filter((piece) => piece !== '');
  }, scope);

/** Texts that are the same in both languages say nothing about the language of a screen. */
const englishOnly = (language: Language): ReadonlySet<string> => {
  const plain = Object.entries(en).filter(([, text]) => !text.includes('{'));
  const own = new Set(Object.values(TEXTS[language]));
  return new Set(plain.map(([, text]) => text).filter((text) => !own.has(text)));
};

/** Raw keys, and English where the panel speaks another language. */
export const untranslated = async (page: Page, scope: string, language: Language): Promise<string[]> => {
  const pieces = await piecesOf(page, scope);
  const foreign = language === 'en' ? new Set<string>() : englishOnly(language);
  return pieces.filter((piece) => KEYS.has(piece) || (foreign.has(piece) && !TECHNICAL.has(piece)));
};
