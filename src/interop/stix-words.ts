// The few sentences that a draft from STIX is made of, in the languages of the house. Names, counts and
// times stand in them as the bundle gives them; STIX type names are terms and stay as they are.

import type { Language } from "../core/kernel/act.ts";

export type StixWords = {
  readonly title: (objects: number) => string;
  readonly source: (file: string) => string;
  readonly holds: (objects: number, list: string) => string;
  readonly producer: (names: string) => string;
  readonly seen: (first: string, last: string) => string;
  readonly quote: (text: string) => string;
  readonly unknown: string;
};

export const STIX_WORDS: Readonly<Record<Language, StixWords>> = {
  ar: {
    title: (n) => `بيانات STIX (عدد العناصر: ${n})`,
    source: (file) => `أُعدت هذه المسودة من ملف STIX: ${file}. وهي تنقل ما جاء في الملف ولم يتحقق منه أحد بعد.`,
    holds: (n, list) => `العناصر في الملف: ${n} (${list}).`,
    producer: (names) => `جهة الإصدار: ${names}`,
    seen: (first, last) => `أول رصد: ${first}. آخر رصد: ${last}.`,
    quote: (text) => `من الوصف في الملف: «${text}»`,
    unknown: "غير معروف",
  },
  zh: {
    title: (n) => `STIX 数据（对象数：${n}）`,
    source: (file) => `本草稿由 STIX 文件 ${file} 生成，转述文件内容，尚未经人工核实。`,
    holds: (n, list) => `文件中的对象：${n}（${list}）。`,
    producer: (names) => `制作方：${names}`,
    seen: (first, last) => `首次发现：${first}。最后发现：${last}。`,
    quote: (text) => `文件中的描述：“${text}”`,
    unknown: "未知",
  },
  en: {
    title: (n) => `STIX data (objects: ${n})`,
    source: (file) =>
      `This draft was made from the STIX file ${file}. It repeats the file; nobody has verified it yet.`,
    holds: (n, list) => `Objects in the file: ${n} (${list}).`,
    producer: (names) => `Produced by: ${names}`,
    seen: (first, last) => `First seen: ${first}. Last seen: ${last}.`,
    quote: (text) => `From the description in the file: “${text}”`,
    unknown: "unknown",
  },
  fr: {
    title: (n) => `Données STIX (objets : ${n})`,
    source: (file) =>
      `Ce projet a été établi à partir du fichier STIX ${file}. Il reprend le fichier ; personne ne l’a encore vérifié.`,
    holds: (n, list) => `Objets dans le fichier : ${n} (${list}).`,
    producer: (names) => `Produit par : ${names}`,
    seen: (first, last) => `Première observation : ${first}. Dernière observation : ${last}.`,
    quote: (text) => `Description dans le fichier : « ${text} »`,
    unknown: "inconnu",
  },
  ru: {
    title: (n) => `Данные STIX (объектов: ${n})`,
    source: (file) => `Проект составлен по файлу STIX ${file}. Он повторяет файл и пока никем не проверен.`,
    holds: (n, list) => `Объекты в файле: ${n} (${list}).`,
    producer: (names) => `Составитель: ${names}`,
    seen: (first, last) => `Впервые замечено: ${first}. В последний раз: ${last}.`,
    quote: (text) => `Из описания в файле: «${text}»`,
    unknown: "неизвестно",
  },
  es: {
    title: (n) => `Datos STIX (objetos: ${n})`,
    source: (file) =>
      `Este borrador procede del archivo STIX ${file}. Repite el archivo; nadie lo ha verificado todavía.`,
    holds: (n, list) => `Objetos en el archivo: ${n} (${list}).`,
    producer: (names) => `Elaborado por: ${names}`,
    seen: (first, last) => `Primera observación: ${first}. Última observación: ${last}.`,
    quote: (text) => `De la descripción en el archivo: «${text}»`,
    unknown: "desconocido",
  },
};
