export { bleedWord, classLabel, classShort, classWord } from './classes.ts';
export { chooseLanguage, firstLanguage, language, speak, t } from './language.ts';
export { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from './languages.ts';
export { day, decimal, decimalSeparator, inField, moment, number, signed, significant } from './numbers.ts';
export { reasonOf, tell, tellAll } from './tell.ts';
