// What both sides know before a thin message comes: the phrases of the trade in each language and the shapes of
// bodies. Deflate refers back to it, so a known phrase costs some three bytes. What is commonest stands last,
// because near is cheaper than far. A change of one letter makes another protocol: spec/thin.md names the digests.

import type { Language } from "../core/kernel/act.ts";
import { toBytes } from "./thin-text.ts";

const PHRASES: Readonly<Record<Language, string>> = {
  ar: "لا نعلم من المسؤول. هذا ليس اتهاما. نحتفظ بحق الرد. ستتبع معلومات إضافية خلال ساعة. لا توجد إصابات. المستشفيات تعمل بشكل طبيعي. بيانات مدنية. نظام الدفع. شبكة الاتصالات. محطات المياه. مراكز البيانات. الموانئ والمطارات. برمجيات خبيثة. ثغرة أمنية. تحديث معيب. حادث سيبراني. هجوم سيبراني. البنية التحتية الحيوية. القانون الدولي. ميثاق الأمم المتحدة. القاعدة. الخط الأحمر. عدم التدخل. العناية الواجبة. المدنيون. المستشفيات. نقترح اجتماعا بين الخبراء. نقترح التشاور في أقرب وقت. نطلب منكم أن توضحوا. نطلب وقف النشاط. نطلب تأكيد الاستلام. يرجى التحقق من جانبكم والرد قبل الساعة. هل أجريتم اختبارا؟ هل هذا النشاط من جانبكم؟ نرصد نشاطا غير عادي في شبكاتنا. فقدنا الاتصال بالمحطات الفرعية. انقطاع التيار الكهربائي في المنطقة. انقطع الإمداد منذ الساعة. نبلغكم بأن أنظمة التحكم في شبكة الكهرباء قد تعطلت. من أراضيكم. خوادم على أراضيكم. ",
  zh: "我们不知道是谁所为。这不是指控。我们保留回应的权利。一小时内将提供更多信息。无人员伤亡。医院运转正常。民用数据。支付系统。通信网络。供水设施。数据中心。港口和机场。恶意软件。安全漏洞。有缺陷的更新。网络事件。网络攻击。关键基础设施。国际法。联合国宪章。规范。红线。不干涉。应尽义务。平民。医院。我们建议专家会晤。我们建议尽快磋商。请贵方澄清。请立即停止该活动。请确认收到。请贵方核查并于时前答复。贵方是否进行了测试？该活动是否来自贵方？我们观察到网络中有异常活动。变电站失去遥测。该地区停电。自时起供电中断。现通知贵方，电网控制系统已发生故障。来自贵国境内。贵国境内的服务器。",
  en: "We do not know who is responsible. This is not an accusation. We reserve the right to respond. More information will follow within the hour. There are no casualties. Hospitals work as usual. civilian data. payment system. satellite modems. communications network. water treatment plants. data centres. ports and airports. malicious software. vulnerability. ransomware. wiper. firmware. credentials. faulty update. cyber incident. cyber attack. critical infrastructure. international law. Charter of the United Nations. due diligence. non-intervention. hospitals. civilians. elections. norm 13(c). norm 13(f). red line. clause. the breakers opened. control systems. industrial controllers. maintenance. exercise. We propose a meeting of experts. We propose to consult as soon as possible. We ask you to clarify. We ask you to stop this activity. Please confirm receipt. Please check your side and answer before . Was there a test on your side? Is this activity yours? We see unusual activity in our networks. Substations lost telemetry. Power is out in the region. since 10:00 UTC. The supply is interrupted. We notify you that the control systems of the power grid have failed. from servers on your territory. from your territory. your networks. our networks. ",
  fr: "Nous ignorons qui est responsable. Ceci n’est pas une accusation. Nous nous réservons le droit de répondre. D’autres informations suivront dans l’heure. Il n’y a pas de victimes. Les hôpitaux fonctionnent normalement. données civiles. système de paiement. réseau de communication. stations de traitement de l’eau. centres de données. ports et aéroports. logiciel malveillant. vulnérabilité. mise à jour défectueuse. incident cyber. cyberattaque. infrastructures critiques. droit international. Charte des Nations Unies. la norme. ligne rouge. non-intervention. diligence requise. civils. hôpitaux. Nous proposons une réunion d’experts. Nous proposons de nous consulter dès que possible. Nous vous demandons de clarifier. Nous vous demandons de cesser cette activité. Veuillez accuser réception. Veuillez vérifier de votre côté et répondre avant . Y a-t-il eu un essai de votre côté ? Cette activité est-elle la vôtre ? Nous observons une activité inhabituelle dans nos réseaux. Des postes électriques ont perdu la télémesure. Coupure de courant dans la région. depuis 10 h UTC. L’alimentation est interrompue. Nous vous notifions que les systèmes de commande du réseau électrique sont en panne. depuis des serveurs sur votre territoire. depuis votre territoire. vos réseaux. ",
  ru: "Нам неизвестно, кто несёт ответственность. Это не обвинение. Мы сохраняем за собой право на ответ. Дополнительная информация последует в течение часа. Пострадавших нет. Больницы работают в обычном режиме. гражданские данные. платёжная система. сеть связи. водоочистные сооружения. центры обработки данных. порты и аэропорты. вредоносное программное обеспечение. уязвимость. ошибочное обновление. киберинцидент. кибератака. критическая инфраструктура. международное право. Устав Организации Объединённых Наций. норма. красная линия. невмешательство. должная осмотрительность. гражданское население. больницы. Предлагаем встречу экспертов. Предлагаем провести консультации как можно скорее. Просим разъяснить. Просим прекратить эту деятельность. Просим подтвердить получение. Просим проверить на вашей стороне и ответить до . Проводились ли у вас испытания? Ваша ли это деятельность? Мы наблюдаем необычную активность в наших сетях. Подстанции потеряли телеметрию. Отключение электроэнергии в регионе. с 10:00 UTC. Подача прервана. Уведомляем вас, что системы управления энергосетью вышли из строя. с серверов на вашей территории. с вашей территории. ",
  es: "No sabemos quién es responsable. Esto no es una acusación. Nos reservamos el derecho de responder. En una hora seguirá más información. No hay víctimas. Los hospitales funcionan con normalidad. datos civiles. sistema de pago. red de comunicaciones. plantas de tratamiento de agua. centros de datos. puertos y aeropuertos. programa malicioso. vulnerabilidad. actualización defectuosa. incidente cibernético. ciberataque. infraestructura crítica. derecho internacional. Carta de las Naciones Unidas. la norma. línea roja. no intervención. diligencia debida. civiles. hospitales. Proponemos una reunión de expertos. Proponemos consultarnos lo antes posible. Les pedimos que aclaren. Les pedimos que cesen esta actividad. Les rogamos que confirmen la recepción. Les rogamos que verifiquen por su parte y respondan antes de las . ¿Hubo una prueba por su parte? ¿Es suya esta actividad? Observamos actividad inusual en nuestras redes. Subestaciones han perdido la telemetría. Corte de electricidad en la región. desde las 10:00 UTC. El suministro está interrumpido. Les notificamos que los sistemas de control de la red eléctrica han fallado. desde servidores en su territorio. desde su territorio. ",
};

/** The shapes of bodies with `§` where the language stands; \u0001 to \u0005 are the marks of thin-code.ts. */
const SHAPES = [
  '{"attachments":[],"civilians":"unknown","crossBorder":"unknown","effect":"interrupted","malicious":"unknown","nature":"undetermined","observed":\u0003,"ongoing":"yes","people":"unknown","recovery":"unknown","sectors":["energy"],"summary":{"lang":"§","text":".\\n"},"techniques":["T0816"],"title":"',
  '{"civilians":"no","high":5,"low":2,"nature":"disruption","reasons":{"lang":"§","text":"',
  '{"kind":"automatic","role":"watch","route":"thin","text":"',
  '{"outcome":"explained","statement":{"lang":"§","text":"',
  '{"seenHere":"yes","statement":{"lang":"§","text":"',
  '{"agenda":{"lang":"§","text":"',
  '{"length":"6h","reason":{"lang":"§","text":"',
  '{"ends":{"lang":"§","text":"."},"measure":"","objective":{"lang":"§","text":"',
  '{"answer":{"lang":"§","text":"."},"of":\u0002}',
  '{"question":{"lang":"§","text":"?"}}',
  '{"of":\u0001,"statement":{"lang":"§","text":"."},"view":"agrees"}',
  '{"from":1,"level":"delivered","of":\u0004,"through":2}',
  '{"from":\u0003,"key":\u0005,"number":1,"proof":\u0005,"relays":false,"until":\u0003}',
  '{"asks":{"lang":"§","text":"."},',
  '"heading":{"asks":"clarify","names":{"clauses":["ladder/"],"lines":["hospitals"],"norms":["c"]},"precedence":"immediate","remarks":{"lang":"§","text":"."},"subject":"","why":{"lang":"§","text":"."}},',
  '"precedence":"routine","precedence":"priority","precedence":"flash","precedence":"immediate","statement":{"lang":"§","text":"."},"subject":"."}',
].join("");

/** The dictionary of a language, in the letters of that language. */
const dictionaryOf = (language: Language): Buffer =>
  toBytes(PHRASES[language] + SHAPES.replaceAll("§", language), language);

export const DICTIONARIES: Readonly<Record<Language, Buffer>> = {
  ar: dictionaryOf("ar"),
  zh: dictionaryOf("zh"),
  en: dictionaryOf("en"),
  fr: dictionaryOf("fr"),
  ru: dictionaryOf("ru"),
  es: dictionaryOf("es"),
};
