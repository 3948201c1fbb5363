<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name>AboutPage</name>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Group chat for the people on your network, with no server, no account and no internet. Free under the Apache License 2.0.</source>
        <translation>دردشة جماعية لمن على شبكتك، بلا خادوم ولا حساب ولا إنترنت. حرّ برخصة أباتشي 2.0.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>صُنع باستخدام</translation>
    </message>
</context>
<context>
    <name>AddAddress</name>
    <message>
        <source>Add someone by address</source>
        <translation>أضف شخصًا بعنوانه</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>أضف</translation>
    </message>
    <message>
        <source>The address of their device as their Copy my address gives it, or the whole invite that they sent you.</source>
        <translation>عنوان جهازه كما يعطيه «انسخ عنواني» هناك، أو نص الدعوة كاملًا كما وصلك.</translation>
    </message>
    <message>
        <source>Address or invite</source>
        <translation>عنوان أو دعوة</translation>
    </message>
    <message>
        <source>An address with its port, such as 192.168.1.20:47474</source>
        <translation>عنوان مع منفذه، مثل 192.168.1.20:47474</translation>
    </message>
    <message>
        <source>Copy invite</source>
        <translation>انسخ دعوة</translation>
    </message>
    <message>
        <source>Copy a text that lets someone add this device</source>
        <translation>انسخ نصًّا يتيح لغيرك إضافة هذا الجهاز</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Write an address like {0}, or paste an invite.</source>
        <translation>اكتب عنوانًا مثل {0}، أو الصق دعوة.</translation>
    </message>
    <message>
        <source>There is no port {0}: ports go from 1 to 65535.</source>
        <translation>لا يوجد منفذ {0}: أرقام المنافذ من 1 إلى 65535.</translation>
    </message>
    <message>
        <source>A port is a number. Write it like {0}.</source>
        <translation>المنفذ رقم. اكتبه هكذا: {0}.</translation>
    </message>
    <message>
        <source>{0} is no IP address: it has four numbers, each up to 255.</source>
        <translation>{0} ليس عنوان IP: يتكون من أربعة أرقام، كل منها حتى 255.</translation>
    </message>
    <message>
        <source>An IPv6 address stands in brackets, like {0}.</source>
        <translation>يُكتب عنوان IPv6 بين قوسين معقوفين، مثل {0}.</translation>
    </message>
    <message>
        <source>There is no address in this. Write it like {0}.</source>
        <translation>لا يوجد عنوان في هذا. اكتبه هكذا: {0}.</translation>
    </message>
    <message>
        <source>The port is missing. Write it like {0}.</source>
        <translation>المنفذ ناقص. اكتبه هكذا: {0}.</translation>
    </message>
    <message>
        <source>No computer can be called {0}: look at its spelling.</source>
        <translation>لا يمكن أن يكون {0} اسم حاسوب: تحقق من كتابته.</translation>
    </message>
</context>
<context>
    <name>AddressWishes</name>
    <message>
        <source>Trying {0}: who is there shows up by itself.</source>
        <translation>تجري محاولة {0}: من كان هناك يظهر من تلقاء نفسه.</translation>
    </message>
</context>
<context>
    <name>AnnouncePreview</name>
    <message>
        <source>How it will look</source>
        <translation>هكذا سيبدو</translation>
    </message>
</context>
<context>
    <name>AnnounceWindow</name>
    <message>
        <source>Announcement</source>
        <translation>إعلان</translation>
    </message>
    <message>
        <source>Tick the rooms and people it should go to.</source>
        <translation>اختر الغرف والأشخاص الذين سيصلهم.</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} و{1}</translation>
    </message>
    <message>
        <source>Goes to {0}: {1}, each once.</source>
        <translation>الوجهة {0}: {1}، مرة واحدة لكلٍّ.</translation>
    </message>
    <message>
        <source>Goes to {0}: at most {1}, each once.</source>
        <translation>الوجهة {0}: {1} على الأكثر، مرة واحدة لكلٍّ.</translation>
    </message>
    <message>
        <source>Write something to send.</source>
        <translation>اكتب شيئًا لإرساله.</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends; there are a few seconds to undo it.</source>
        <translation>‏Ctrl+Enter للإرسال؛ ولديك ثوانٍ للتراجع.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>يُرسَل…</translation>
    </message>
    <message>
        <source>Sent to {0} of {1}.</source>
        <translation>أُرسل إلى {0} من {1}.</translation>
    </message>
    <message>
        <source>The others are listed with the reason.</source>
        <translation>البقية مذكورة مع السبب.</translation>
    </message>
    <message>
        <source>Find a room or a person</source>
        <translation>ابحث عن غرفة أو شخص</translation>
    </message>
    <message>
        <source>Tick all shown</source>
        <translation>اختر كل المعروض</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>لا تختر شيئًا</translation>
    </message>
    <message>
        <source>Everybody gets it once, however many of these rooms they are in. It is kept in each room like any message.</source>
        <translation>يصل الجميع مرة واحدة مهما تعددت غرفهم. ويبقى في كل غرفة كأي رسالة.</translation>
    </message>
    <message>
        <source>Text of the announcement</source>
        <translation>نص الإعلان</translation>
    </message>
    <message>
        <source>What should everybody know?</source>
        <translation>ما الذي ينبغي أن يعرفه الجميع؟</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>أرسل</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>أرسل (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo (Esc)</source>
        <translation>تراجع (Esc)</translation>
    </message>
    <message>
        <source>New announcement</source>
        <translation>إعلان جديد</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>لم يبق شيء</numerusform>
            <numerusform>بقي بايت واحد</numerusform>
            <numerusform>بقي بايتان</numerusform>
            <numerusform>بقيت %n بايتات</numerusform>
            <numerusform>بقي %n بايتًا</numerusform>
            <numerusform>بقي %n بايت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes too long</source>
        <translation>
            <numerusform>ليس أطول</numerusform>
            <numerusform>أطول ببايت واحد</numerusform>
            <numerusform>أطول ببايتين</numerusform>
            <numerusform>أطول بـ %n بايتات</numerusform>
            <numerusform>أطول بـ %n بايتًا</numerusform>
            <numerusform>أطول بـ %n بايت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people in all</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد إجمالًا</numerusform>
            <numerusform>شخصان إجمالًا</numerusform>
            <numerusform>%n أشخاص إجمالًا</numerusform>
            <numerusform>%n شخصًا إجمالًا</numerusform>
            <numerusform>%n شخص إجمالًا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rooms</source>
        <translation>
            <numerusform>لا غرفة</numerusform>
            <numerusform>غرفة واحدة</numerusform>
            <numerusform>غرفتان</numerusform>
            <numerusform>%n غرف</numerusform>
            <numerusform>%n غرفة</numerusform>
            <numerusform>%n غرفة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n</source>
        <translation>
            <numerusform>أعد المحاولة</numerusform>
            <numerusform>أعد محاولة واحدة</numerusform>
            <numerusform>أعد محاولتين</numerusform>
            <numerusform>أعد %n محاولات</numerusform>
            <numerusform>أعد %n محاولة</numerusform>
            <numerusform>أعد %n محاولة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>يُرسل الآن</numerusform>
            <numerusform>يُرسل بعد ثانية</numerusform>
            <numerusform>يُرسل بعد ثانيتين</numerusform>
            <numerusform>يُرسل بعد %n ثوانٍ</numerusform>
            <numerusform>يُرسل بعد %n ثانية</numerusform>
            <numerusform>يُرسل بعد %n ثانية</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>إغلاق هذا التنبيه</translation>
    </message>
</context>
<context>
    <name>BrowseRooms</name>
    <message>
        <source>Rooms on this network</source>
        <translation>الغرف على هذه الشبكة</translation>
    </message>
    <message>
        <source>Find a room</source>
        <translation>ابحث عن غرفة</translation>
    </message>
    <message>
        <source>Open rooms</source>
        <translation>الغرف المفتوحة</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>غرفة جديدة…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضم</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>افتح</translation>
    </message>
    <message>
        <source>No open room is called that.</source>
        <translation>لا غرفة مفتوحة بهذا الاسم.</translation>
    </message>
    <message>
        <source>There is no open room on this network yet.</source>
        <translation>لا غرفة مفتوحة على هذه الشبكة بعد.</translation>
    </message>
    <message>
        <source>Looking for rooms…</source>
        <translation>يبحث عن الغرف…</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
</context>
<context>
    <name>ChatWindow</name>
    <message>
        <source>Why?</source>
        <translation>لماذا؟</translation>
    </message>
    <message>
        <source>No one else is here. Messages will be sent when someone is reachable.</source>
        <translation>لا أحد غيرك هنا. تُرسل الرسائل متى أمكن الوصول إلى أحد.</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Works</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>مشكلة</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>لم يُعرف بعد</translation>
    </message>
</context>
<context>
    <name>ChoicesPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>اقتراحات</translation>
    </message>
</context>
<context>
    <name>CloseNotice</name>
    <message>
        <source>While its window was closed Grapevine was still running, at its icon in the tray: you stayed reachable. To end it, quit in the icon&apos;s menu.</source>
        <translation>بينما كانت نافذة Grapevine مغلقة ظل البرنامج يعمل، وأيقونته في علبة النظام: بقي الوصول إليك ممكنًا. للإنهاء اختر الخروج من قائمة الأيقونة.</translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>Copy the command</source>
        <translation>انسخ الأمر</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>CompareNumber</name>
    <message>
        <source>Compare with {0}</source>
        <translation>قارن مع {0}</translation>
    </message>
    <message>
        <source>Read these numbers to each other, in person or by telephone. Theirs stand in their Grapevine, on your card. If all are the same, nobody stands between you.</source>
        <translation>ليقرأ كل منكما هذه الأرقام للآخر، وجهًا لوجه أو بالهاتف. تجدها الجهة الأخرى في Grapevine لديها على بطاقتك. إن تطابقت كلها فلا أحد بينكما.</translation>
    </message>
    <message>
        <source>You compared them on {0}.</source>
        <translation>قارنتماها في {0}.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>انسخ الرقم</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>Not verified any more</source>
        <translation>لم يعد موثَّقًا</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>إنها متطابقة</translation>
    </message>
    <message>
        <source>Safety number: {0}</source>
        <translation>رقم الأمان: {0}</translation>
    </message>
    <message>
        <source>Not known yet: it needs one meeting on the network.</source>
        <translation>لم يُعرف بعد: يلزم لقاء واحد على الشبكة.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>encrypted on this network</source>
        <translation>معمّى على هذه الشبكة</translation>
    </message>
    <message>
        <source>Message to {0}</source>
        <translation>رسالة إلى {0}</translation>
    </message>
    <message>
        <source>Reply to {0}</source>
        <translation>رد على {0}</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>عدّل الرسالة</translation>
    </message>
    <message>
        <source>Enter to send · Shift+Enter for a new line</source>
        <translation>‏Enter للإرسال · Shift+Enter لسطر جديد</translation>
    </message>
    <message>
        <source>Not pasted: {0} KiB is too much for messages of 16 KiB.</source>
        <translation>لم يُلصق: ‏{0} ك.بايت أكثر مما تسعه رسالة من 16 ك.بايت.</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>لم يبق شيء</numerusform>
            <numerusform>بقي بايت واحد</numerusform>
            <numerusform>بقي بايتان</numerusform>
            <numerusform>بقيت %n بايتات</numerusform>
            <numerusform>بقي %n بايتًا</numerusform>
            <numerusform>بقي %n بايت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>يُرسل الآن</numerusform>
            <numerusform>يُرسل بعد ثانية</numerusform>
            <numerusform>يُرسل بعد ثانيتين</numerusform>
            <numerusform>يُرسل بعد %n ثوانٍ</numerusform>
            <numerusform>يُرسل بعد %n ثانية</numerusform>
            <numerusform>يُرسل بعد %n ثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too long by %n bytes: a message holds 16 KiB. Send it in parts.</source>
        <translation>
            <numerusform>تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
            <numerusform>أطول ببايت واحد: تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
            <numerusform>أطول ببايتين: تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
            <numerusform>أطول بـ %n بايتات: تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
            <numerusform>أطول بـ %n بايتًا: تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
            <numerusform>أطول بـ %n بايت: تسع الرسالة 16 ك.بايت. أرسلها أجزاءً.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not pasted: only words can be sent, no pictures or files.</source>
        <translation>لم يُلصق: لا يمكن إرسال غير الكلمات، لا صور ولا ملفات.</translation>
    </message>
    <message>
        <source>Ctrl+Enter to send · Enter for a new line</source>
        <translation>‏Ctrl+Enter للإرسال · Enter لسطر جديد</translation>
    </message>
</context>
<context>
    <name>ComposerBox</name>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>أرسل</translation>
    </message>
</context>
<context>
    <name>ComposerSpelling</name>
    <message>
        <source>No suggestions</source>
        <translation>لا توجد اقتراحات</translation>
    </message>
    <message>
        <source>Add “{0}” to the dictionary</source>
        <translation>أضف «{0}» إلى القاموس</translation>
    </message>
</context>
<context>
    <name>ComposerStrip</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>ألغِ (Esc)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
</context>
<context>
    <name>ConfirmLink</name>
    <message>
        <source>Open this link?</source>
        <translation>أتفتح هذا الرابط؟</translation>
    </message>
    <message>
        <source>The message shows “{0}”, but the link leads to:</source>
        <translation>تعرض الرسالة «{0}»، لكن الرابط يؤدي إلى:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Copy the address the link leads to</source>
        <translation>انسخ العنوان الذي يؤدي إليه الرابط</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>افتح</translation>
    </message>
    <message>
        <source>Open it in the browser</source>
        <translation>افتحه في المتصفح</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Your connection</source>
        <translation>اتصالك</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
</context>
<context>
    <name>ConnectionChecks</name>
    <message>
        <source>Copy my address</source>
        <translation>انسخ عنواني</translation>
    </message>
    <message>
        <source>Copy this device&apos;s address for someone to add</source>
        <translation>انسخ عنوان هذا الجهاز ليضيفه غيرك</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>أضف بالعنوان</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>CreateRoom</name>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Open: everyone on this network can find and join it</source>
        <translation>مفتوحة: يجدها كل من على هذه الشبكة وينضم إليها</translation>
    </message>
    <message>
        <source>Private: only people who were invited</source>
        <translation>خاصة: للمدعوين فقط</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
    <message>
        <source>Create room</source>
        <translation>أنشئ الغرفة</translation>
    </message>
    <message>
        <source>A room of this name is in your list already.</source>
        <translation>توجد غرفة بهذا الاسم في قائمتك بالفعل.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>فتحها</translation>
    </message>
    <message>
        <source>There is an open room of this name already.</source>
        <translation>توجد غرفة مفتوحة بهذا الاسم بالفعل.</translation>
    </message>
    <message>
        <source>Join it</source>
        <translation>الانضمام إليها</translation>
    </message>
</context>
<context>
    <name>DateChip</name>
    <message>
        <source>Go to a day</source>
        <translation>اذهب إلى يوم</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Go to a day</source>
        <translation>اذهب إلى يوم</translation>
    </message>
    <message>
        <source>Month before (Page Up)</source>
        <translation>الشهر السابق (Page Up)</translation>
    </message>
    <message>
        <source>Month after (Page Down)</source>
        <translation>الشهر التالي (Page Down)</translation>
    </message>
    <message>
        <source>Such as {0}</source>
        <translation>مثل {0}</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>التاريخ والوقت</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>أول رسالة</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete this message?</source>
        <translation>أتحذف هذه الرسالة؟</translation>
    </message>
    <message>
        <source>It goes from every device that honours this. Others may have kept a copy.</source>
        <translation>تزول من كل جهاز يلتزم بذلك. وربما احتفظ آخرون بنسخة.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>أبقِها</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>احذف</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Message details</source>
        <translation>تفاصيل الرسالة</translation>
    </message>
    <message>
        <source>Sent by {0}, {1}</source>
        <translation>أرسلها {0}، {1}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>No other device has confirmed it yet.</source>
        <translation>لم يؤكدها جهاز آخر بعد.</translation>
    </message>
    <message>
        <source>{0} · {1} · {2}</source>
        <translation>{0} · {1} · {2}</translation>
    </message>
    <message>
        <source>Words over time</source>
        <translation>النص على مرّ الوقت</translation>
    </message>
    <message numerus="yes">
        <source>On %n other devices</source>
        <translation>
            <numerusform>ليست على جهاز آخر</numerusform>
            <numerusform>على جهاز آخر واحد</numerusform>
            <numerusform>على جهازين آخرين</numerusform>
            <numerusform>على %n أجهزة أخرى</numerusform>
            <numerusform>على %n جهازًا آخر</numerusform>
            <numerusform>على %n جهاز آخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>yellow</source>
        <translation>أصفر</translation>
    </message>
    <message>
        <source>light skin tone</source>
        <translation>بشرة بلون فاتح</translation>
    </message>
    <message>
        <source>medium-light skin tone</source>
        <translation>بشرة بلون فاتح ومعتدل</translation>
    </message>
    <message>
        <source>medium skin tone</source>
        <translation>بشرة بلون معتدل</translation>
    </message>
    <message>
        <source>medium-dark skin tone</source>
        <translation>بشرة بلون معتدل مائل للغامق</translation>
    </message>
    <message>
        <source>dark skin tone</source>
        <translation>بشرة بلون غامق</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>ابحث عن رمز</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>المستخدمة حديثًا</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>وجوه</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>الطبيعة</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>الطعام والشراب</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>الأنشطة</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>السفر والأماكن</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>الأشياء</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>الأعلام</translation>
    </message>
    <message>
        <source>No emoji is called that</source>
        <translation>لا رمز بهذا الاسم</translation>
    </message>
    <message>
        <source>Skin tone {0} of {1}: {2}</source>
        <translation>لون البشرة {0} من {1}: {2}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Nothing said in {0} yet</source>
        <translation>لم يُقل شيء في {0} بعد</translation>
    </message>
    <message>
        <source>People show up here once this device is on a network.</source>
        <translation>يظهر الناس هنا متى كان هذا الجهاز على شبكة.</translation>
    </message>
    <message>
        <source>{0} invites you to {1}</source>
        <translation>دعوة من {0} إلى {1}</translation>
    </message>
    <message>
        <source>Say hello: everyone on this network reads what is written here.</source>
        <translation>ألقِ التحية: كل من على هذه الشبكة يقرأ ما يُكتب هنا.</translation>
    </message>
    <message>
        <source>{0} here with you. Say hello.</source>
        <translation>‏{0} هنا معك. ألقِ التحية.</translation>
    </message>
    <message>
        <source>Whoever opens Grapevine on this network shows up here.</source>
        <translation>يظهر هنا كل من يفتح Grapevine على هذه الشبكة.</translation>
    </message>
    <message>
        <source>No one else yet</source>
        <translation>لا أحد غيرك بعد</translation>
    </message>
    <message>
        <source>Grapevine goes on looking by itself. Ask someone on this network to open it, or add them by address. What you write meanwhile is kept and sent.</source>
        <translation>يواصل Grapevine البحث بنفسه. اطلب من أحد على هذه الشبكة أن يفتحه، أو أضفه بعنوانه. ما تكتبه في الأثناء يُحفظ ثم يُرسل.</translation>
    </message>
    <message numerus="yes">
        <source>%n other people are</source>
        <translation>
            <numerusform>لا أحد غيرك</numerusform>
            <numerusform>شخص آخر</numerusform>
            <numerusform>شخصان آخران</numerusform>
            <numerusform>%n أشخاص آخرون</numerusform>
            <numerusform>%n شخصًا آخر</numerusform>
            <numerusform>%n شخص آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Say hello: only the two of you read what is written here.</source>
        <translation>ألقِ التحية: لا يقرأ ما يُكتب هنا سواكما.</translation>
    </message>
    <message>
        <source>Say hello: only its members read what is written here.</source>
        <translation>ألقِ التحية: لا يقرأ ما يُكتب هنا سوى الأعضاء.</translation>
    </message>
    <message>
        <source>Nothing written to {0} yet</source>
        <translation>لم يُكتب شيء إلى {0} بعد</translation>
    </message>
    <message>
        <source>You are invited to {0}</source>
        <translation>أنت مدعو إلى {0}</translation>
    </message>
    <message>
        <source>A private room: only its members read what is written there. You see its messages once you join.</source>
        <translation>غرفة خاصة: لا يقرأ ما يُكتب فيها سوى أعضائها. سترى رسائلها بعد انضمامك.</translation>
    </message>
</context>
<context>
    <name>Face</name>
    <message>
        <source>Grapevine cannot start</source>
        <translation>تعذّر بدء Grapevine</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this room</source>
        <translation>ابحث في هذه الغرفة</translation>
    </message>
    <message>
        <source>Older (Enter)</source>
        <translation>الأقدم (Enter)</translation>
    </message>
    <message>
        <source>Newer (Shift+Enter)</source>
        <translation>الأحدث (Shift+Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>أغلق (Esc)</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message numerus="yes">
        <source>%n</source>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>أظهر</translation>
    </message>
    <message>
        <source>Unread {0}</source>
        <translation>جديد {0}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>That is you, on this device.</source>
        <translation>هذا أنت، على هذا الجهاز.</translation>
    </message>
    <message>
        <source>{0} is linked with this device at {1}.</source>
        <translation>‏{0} متصل بهذا الجهاز عبر {1}.</translation>
    </message>
    <message>
        <source>{0} is known but not linked: Grapevine is not running there, or this network does not carry its packets.</source>
        <translation>‏{0} معروف لكنه غير متصل: Grapevine لا يعمل هناك، أو أن هذه الشبكة لا تنقل رزمه.</translation>
    </message>
    <message>
        <source>Ask for the address shown in their Grapevine and add it here.</source>
        <translation>اطلب العنوان الظاهر في Grapevine لديهم وأضفه هنا.</translation>
    </message>
    <message>
        <source>Accepting links on port {0}.</source>
        <translation>يقبل الاتصالات على المنفذ {0}.</translation>
    </message>
    <message>
        <source>No port accepts links.</source>
        <translation>لا منفذ يقبل الاتصالات.</translation>
    </message>
    <message>
        <source>Nobody is linked yet.</source>
        <translation>لا أحد متصل بعد.</translation>
    </message>
    <message>
        <source>This device&apos;s clock is {0} off the others&apos;; messages are stamped with theirs.</source>
        <translation>ساعة هذا الجهاز تختلف عن ساعات الآخرين بمقدار {0}؛ تُختم الرسائل بوقتهم.</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock.</source>
        <translation>اضبط ساعة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The clock agrees with the others&apos;.</source>
        <translation>الساعة متوافقة مع ساعات الآخرين.</translation>
    </message>
    <message>
        <source>Looking for others is switched off.</source>
        <translation>البحث عن الآخرين متوقف.</translation>
    </message>
    <message>
        <source>This computer is not connected to any network.</source>
        <translation>هذا الحاسوب غير متصل بأي شبكة.</translation>
    </message>
    <message>
        <source>Plug in a cable or join a Wi-Fi.</source>
        <translation>صِل كابلًا أو انضم إلى شبكة واي فاي.</translation>
    </message>
    <message>
        <source>Connected through {0}.</source>
        <translation>متصل عبر {0}.</translation>
    </message>
    <message>
        <source>Calling for others just now.</source>
        <translation>ينادي الآخرين الآن.</translation>
    </message>
    <message>
        <source>Calls for others go out.</source>
        <translation>نداءات البحث عن الآخرين تخرج.</translation>
    </message>
    <message>
        <source>Calls for others cannot be sent on this network.</source>
        <translation>لا يمكن إرسال نداءات البحث عن الآخرين على هذه الشبكة.</translation>
    </message>
    <message>
        <source>A VPN or a firewall may hold them: add the other&apos;s address by hand.</source>
        <translation>قد تمنعها شبكة VPN أو جدار حماية: أضف عنوان الآخر يدويًا.</translation>
    </message>
    <message>
        <source>Others&apos; calls are heard.</source>
        <translation>نداءات الآخرين مسموعة.</translation>
    </message>
    <message>
        <source>No call of anybody else was heard yet: nobody is here, or a firewall or the Wi-Fi keeps devices apart.</source>
        <translation>لم يُسمع نداء أحد بعد: لا أحد هنا، أو أن جدار حماية أو الواي فاي يفصل بين الأجهزة.</translation>
    </message>
    <message>
        <source>This LAN</source>
        <translation>الشبكة المحلية</translation>
    </message>
    <message>
        <source>Port {0} answers on this computer at {1}.</source>
        <translation>المنفذ {0} يجيب على هذا الحاسوب عند {1}.</translation>
    </message>
    <message>
        <source>Port {0} does not answer at {1}, though that is this computer.</source>
        <translation>المنفذ {0} لا يجيب عند {1}، مع أنه عنوان هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Another program may hold the port, or a security program closes it: start Grapevine again, or choose another port in the settings under Network.</source>
        <translation>قد يشغل برنامج آخر المنفذ أو يغلقه برنامج حماية: أعد تشغيل Grapevine أو اختر منفذًا آخر في الإعدادات ضمن «الشبكة».</translation>
    </message>
    <message>
        <source>Others reached this device; time since the last: {0}.</source>
        <translation>وصل آخرون إلى هذا الجهاز؛ الوقت منذ آخر مرة: {0}.</translation>
    </message>
    <message>
        <source>No other device has linked to this one by itself since the start: that others reach it is not proven.</source>
        <translation>لم يرتبط أي جهاز آخر بهذا الجهاز من تلقاء نفسه منذ البدء: لم يثبت أن الآخرين يصلون إليه.</translation>
    </message>
    <message>
        <source>The firewall of {0} blocks everything that comes in.</source>
        <translation>جدار الحماية في {0} يحجب كل ما يدخل.</translation>
    </message>
    <message>
        <source>Let incoming connections in, in the system&apos;s settings of the firewall.</source>
        <translation>اسمح بالاتصالات الواردة في إعدادات جدار الحماية في النظام.</translation>
    </message>
    <message>
        <source>The firewall {0} is on; links come through.</source>
        <translation>جدار الحماية {0} يعمل؛ والروابط تمر.</translation>
    </message>
    <message>
        <source>The firewall {0} is on; whether it lets Grapevine in cannot be told.</source>
        <translation>جدار الحماية {0} يعمل؛ ولا يمكن معرفة ما إذا كان يسمح بدخول Grapevine.</translation>
    </message>
    <message>
        <source>If others cannot link to this device, this opens the firewall for Grapevine:</source>
        <translation>إذا لم يستطع الآخرون الارتباط بهذا الجهاز، فهذا يفتح جدار الحماية لـ Grapevine:</translation>
    </message>
    <message>
        <source>The port changes with each start: set a fixed one in the settings under Network first. Then this opens the firewall:</source>
        <translation>يتغير المنفذ مع كل بدء: حدد أولًا منفذًا ثابتًا في الإعدادات ضمن «الشبكة». بعدها يفتح هذا جدار الحماية:</translation>
    </message>
    <message>
        <source>No firewall is on in this computer.</source>
        <translation>لا يعمل أي جدار حماية على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Whether a firewall is on in this computer cannot be told.</source>
        <translation>لا يمكن معرفة ما إذا كان جدار حماية يعمل على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>No VPN is on, as far as the system tells.</source>
        <translation>لا تعمل أي شبكة VPN بحسب ما يقوله النظام.</translation>
    </message>
    <message>
        <source>A VPN is on ({0}); the links stand all the same.</source>
        <translation>تعمل شبكة VPN ‏({0})؛ والروابط قائمة مع ذلك.</translation>
    </message>
    <message>
        <source>A VPN ({0}) takes all traffic of this computer; it may close off the local network.</source>
        <translation>شبكة VPN ‏({0}) تأخذ كل حركة هذا الحاسوب؛ وقد تحجب الشبكة المحلية.</translation>
    </message>
    <message>
        <source>Allow the local network in the settings of the VPN, or switch it off to try.</source>
        <translation>اسمح بالشبكة المحلية في إعدادات VPN، أو أوقفها للتجربة.</translation>
    </message>
    <message>
        <source>A VPN is on ({0}): calls for others do not go through it, and it may take traffic of the local network.</source>
        <translation>تعمل شبكة VPN ‏({0}): النداءات للآخرين لا تمر عبرها، وقد تأخذ حركة الشبكة المحلية.</translation>
    </message>
    <message>
        <source>Whoever is only reached through the VPN is added by address.</source>
        <translation>من لا يمكن الوصول إليه إلا عبر VPN يُضاف بالعنوان.</translation>
    </message>
    <message>
        <source>Only devices with the same network key find each other: start all of them with the same --network-key.</source>
        <translation>لا تجد الأجهزة بعضها إلا بمفتاح الشبكة نفسه: شغّلها كلها بالمفتاح نفسه ‎--network-key‎.</translation>
    </message>
    <message>
        <source>They have a network key: start Grapevine with --network-key and the same key.</source>
        <translation>لديهم مفتاح شبكة: شغّل Grapevine مع ‎--network-key‎ والمفتاح نفسه.</translation>
    </message>
    <message>
        <source>A Grapevine that speaks another version is heard: {0}, here {1}.</source>
        <translation>يُسمع Grapevine بإصدار آخر: {0}، وهنا {1}.</translation>
    </message>
    <message>
        <source>Install the same version of Grapevine on all devices.</source>
        <translation>ثبّت الإصدار نفسه من Grapevine على كل الأجهزة.</translation>
    </message>
    <message>
        <source>{0} is in no network of this computer: only a router can lead there.</source>
        <translation>‏{0} ليس في أي شبكة لهذا الحاسوب: لا يوصل إليه إلا موجّه.</translation>
    </message>
    <message>
        <source>Join the same network, or ask whoever runs it whether the two are connected.</source>
        <translation>انضم إلى الشبكة نفسها، أو اسأل من يديرها هل الشبكتان متصلتان.</translation>
    </message>
    <message>
        <source>{0} was last reached at {1}, which is in no network of this computer.</source>
        <translation>آخر وصول إلى {0} كان عند {1}، وهو ليس في أي شبكة لهذا الحاسوب.</translation>
    </message>
    <message>
        <source>None of the chosen network interfaces is there.</source>
        <translation>لا توجد أي من واجهات الشبكة المختارة.</translation>
    </message>
    <message>
        <source>Choose others in the settings under Network.</source>
        <translation>اختر غيرها في الإعدادات ضمن «الشبكة».</translation>
    </message>
    <message>
        <source>There is no other device to compare the clock with.</source>
        <translation>لا يوجد جهاز آخر لمقارنة الساعة به.</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%n ساعات</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>أقل من ثانية</numerusform>
            <numerusform>ثانية واحدة</numerusform>
            <numerusform>ثانيتان</numerusform>
            <numerusform>%n ثوانٍ</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in another Grapevine network are heard.</source>
        <translation>
            <numerusform>لا تُسمع نداءات من شبكة Grapevine أخرى.</numerusform>
            <numerusform>تُسمع نداءات جهاز واحد في شبكة Grapevine أخرى.</numerusform>
            <numerusform>تُسمع نداءات جهازين في شبكة Grapevine أخرى.</numerusform>
            <numerusform>تُسمع نداءات %n أجهزة في شبكة Grapevine أخرى.</numerusform>
            <numerusform>تُسمع نداءات %n جهازًا في شبكة Grapevine أخرى.</numerusform>
            <numerusform>تُسمع نداءات %n جهاز في شبكة Grapevine أخرى.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %n devices.</source>
        <translation>
            <numerusform>غير متصل بأي جهاز (%n).</numerusform>
            <numerusform>متصل بجهاز واحد (%n).</numerusform>
            <numerusform>متصل بجهازين (%n).</numerusform>
            <numerusform>متصل بـ %n أجهزة.</numerusform>
            <numerusform>متصل بـ %n جهازًا.</numerusform>
            <numerusform>متصل بـ %n جهاز.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others reach this device: %n devices linked to it by themselves; longest link: {0}.</source>
        <translation>
            <numerusform>لم يرتبط أي جهاز بهذا الجهاز من تلقاء نفسه؛ أطول رابط: {0}.</numerusform>
            <numerusform>يصل الآخرون إلى هذا الجهاز: ارتبط به جهاز واحد من تلقاء نفسه؛ مدة الرابط: {0}.</numerusform>
            <numerusform>يصل الآخرون إلى هذا الجهاز: ارتبط به جهازان من تلقاء نفسيهما؛ أطول رابط: {0}.</numerusform>
            <numerusform>يصل الآخرون إلى هذا الجهاز: ارتبطت به %n أجهزة من تلقاء نفسها؛ أطول رابط: {0}.</numerusform>
            <numerusform>يصل الآخرون إلى هذا الجهاز: ارتبط به %n جهازًا من تلقاء نفسها؛ أطول رابط: {0}.</numerusform>
            <numerusform>يصل الآخرون إلى هذا الجهاز: ارتبط به %n جهاز من تلقاء نفسها؛ أطول رابط: {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message numerus="yes">
        <source>%n people are here, looking for more</source>
        <translation>
            <numerusform>لا أحد هنا بعد، والبحث جارٍ</numerusform>
            <numerusform>شخص واحد هنا، والبحث جارٍ عن غيره</numerusform>
            <numerusform>شخصان هنا، والبحث جارٍ عن غيرهما</numerusform>
            <numerusform>%n أشخاص هنا، والبحث جارٍ عن غيرهم</numerusform>
            <numerusform>%n شخصًا هنا، والبحث جارٍ عن غيرهم</numerusform>
            <numerusform>%n شخص هنا، والبحث جارٍ عن غيرهم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>This system has no font with emoji: install one, such as Noto Color Emoji.</source>
        <translation>لا يوجد على هذا النظام خط يحتوي على الرموز التعبيرية: ثبّت واحدًا مثل Noto Color Emoji.</translation>
    </message>
    <message>
        <source>This system has no font with emoji: install the package {0} and start Grapevine again.</source>
        <translation>لا يوجد على هذا النظام خط يحتوي على الرموز التعبيرية: ثبّت الحزمة {0} ثم شغّل Grapevine من جديد.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Show rooms</source>
        <translation>أظهر الغرف</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>ابحث في كل شيء</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Show who is here</source>
        <translation>أظهر من هنا</translation>
    </message>
    <message>
        <source>More about this room</source>
        <translation>المزيد عن هذه الغرفة</translation>
    </message>
    <message>
        <source>Notifications: muted</source>
        <translation>الإشعارات: مكتومة</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>Private room</source>
        <translation>غرفة خاصة</translation>
    </message>
</context>
<context>
    <name>InterfaceRows</name>
    <message>
        <source>Use every network</source>
        <translation>استخدام كل الشبكات</translation>
    </message>
    <message>
        <source>Off: others are looked for, and new links taken, only where it is switched on below; links that stand stay</source>
        <translation>عند الإيقاف: يُبحث عن الآخرين وتُقبل الروابط الجديدة فقط حيث شُغّل أدناه؛ والروابط القائمة تبقى</translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>غير موجودة الآن</translation>
    </message>
    <message>
        <source>{0} (not used)</source>
        <translation>{0} (غير مستخدمة)</translation>
    </message>
    <message>
        <source>No network interface is up.</source>
        <translation>لا توجد واجهة شبكة عاملة.</translation>
    </message>
    <message>
        <source>None of these is switched on and there: nobody is found by itself.</source>
        <translation>لا شيء منها مشغّل وموجود: لن يُعثر على أحد تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>Invite</name>
    <message>
        <source>Invite to {0}</source>
        <translation>ادعُ إلى {0}</translation>
    </message>
    <message>
        <source>Everyone who is known here is in this room already.</source>
        <translation>كل من هو معروف هنا موجود في هذه الغرفة.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>ادعُ</translation>
    </message>
    <message numerus="yes">
        <source>Invite %n people</source>
        <translation>
            <numerusform>ادعُ</numerusform>
            <numerusform>ادعُ شخصًا واحدًا</numerusform>
            <numerusform>ادعُ شخصين</numerusform>
            <numerusform>ادعُ %n أشخاص</numerusform>
            <numerusform>ادعُ %n شخصًا</numerusform>
            <numerusform>ادعُ %n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Chat with me on Grapevine, on this network: open it, choose “Use an invite” or “Add by address”, and paste this there.</source>
        <translation>تحدّث معي على Grapevine في هذه الشبكة: افتحه، واختر «استخدم دعوة» أو «أضف بالعنوان»، والصق هذا هناك.</translation>
    </message>
    <message>
        <source>They can read everything in this room, also what was written before.</source>
        <translation>يمكنهم قراءة كل ما في هذه الغرفة، وما كُتب قبل ذلك أيضًا.</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>Search or jump to…</source>
        <translation>ابحث أو انتقل إلى…</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Press to give it other keys</source>
        <translation>اضغط لاختيار مفاتيح أخرى</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>اضغط المفاتيح…</translation>
    </message>
    <message>
        <source>{0}: press the new keys</source>
        <translation>{0}: اضغط المفاتيح الجديدة</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Press an action&apos;s keys, then the ones you want. Esc leaves all as it is.</source>
        <translation>اضغط مفاتيح الإجراء ثم المفاتيح التي تريدها. ‏Esc يبقي كل شيء كما هو.</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>أعد كل المفاتيح</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>A conversation by its place in the list</source>
        <translation>محادثة حسب موضعها في القائمة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>Jump to latest</source>
        <translation>انتقل إلى الأحدث</translation>
    </message>
</context>
<context>
    <name>LeaveRoom</name>
    <message>
        <source>You will not get its messages any more, and only a member can invite you again. What you have so far stays on this device.</source>
        <translation>لن تصلك رسائلها بعد الآن، ولا يعيد دعوتك إليها إلا أحد أعضائها. ما لديك حتى الآن يبقى على هذا الجهاز.</translation>
    </message>
    <message>
        <source>You will not get its messages any more. You can join again at any time.</source>
        <translation>لن تصلك رسائلها بعد الآن. يمكنك الانضمام إليها مجددًا متى شئت.</translation>
    </message>
    <message>
        <source>Leave {0}?</source>
        <translation>أتغادر {0}؟</translation>
    </message>
    <message>
        <source>Leave room</source>
        <translation>غادر الغرفة</translation>
    </message>
</context>
<context>
    <name>LinkDetails</name>
    <message>
        <source>This device opened the link.</source>
        <translation>هذا الجهاز فتح الرابط.</translation>
    </message>
    <message>
        <source>The other device opened the link.</source>
        <translation>الجهاز الآخر فتح الرابط.</translation>
    </message>
    <message>
        <source>Short news go by UDP, everything else by TCP.</source>
        <translation>تمر الأخبار القصيرة عبر UDP، وكل ما عداها عبر TCP.</translation>
    </message>
    <message>
        <source>UDP does not get through: everything goes by TCP.</source>
        <translation>لا يمر UDP: كل شيء يمر عبر TCP.</translation>
    </message>
    <message>
        <source>Waiting to be sent: control {0}, live {1}, bulk {2}.</source>
        <translation>بانتظار الإرسال: تحكم {0}، مباشر {1}، كمّي {2}.</translation>
    </message>
    <message>
        <source>Nothing waits to be sent (control, live, bulk).</source>
        <translation>لا شيء بانتظار الإرسال (تحكم، مباشر، كمّي).</translation>
    </message>
</context>
<context>
    <name>LinksList</name>
    <message>
        <source>Links</source>
        <translation>الروابط</translation>
    </message>
</context>
<context>
    <name>MemberDelegate</name>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>Members of {0}</source>
        <translation>أعضاء {0}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>أبقِ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>أزِل</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>ادعُ أشخاصًا…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>أزِل…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>Remove {0}? What is written from now on they cannot read.</source>
        <translation>أتزيل {0}؟ لن يمكنه قراءة ما يُكتب من الآن.</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>مدعو</translation>
    </message>
</context>
<context>
    <name>MeshPicture</name>
    <message>
        <source>Picture of the mesh: {0}</source>
        <translation>صورة الشبكة: {0}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>through others</source>
        <translation>عبر آخرين</translation>
    </message>
    <message>
        <source>Nobody is linked with this device at the moment.</source>
        <translation>لا أحد متصل بهذا الجهاز الآن.</translation>
    </message>
    <message numerus="yes">
        <source>%n more are here</source>
        <translation>
            <numerusform>لا أحد غيرهم</numerusform>
            <numerusform>واحد آخر هنا</numerusform>
            <numerusform>اثنان آخران هنا</numerusform>
            <numerusform>%n آخرون هنا</numerusform>
            <numerusform>%n آخر هنا</numerusform>
            <numerusform>%n آخر هنا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>linked with %n people</source>
        <translation>
            <numerusform>غير متصل بأحد</numerusform>
            <numerusform>متصل بشخص واحد</numerusform>
            <numerusform>متصل بشخصين</numerusform>
            <numerusform>متصل بـ %n أشخاص</numerusform>
            <numerusform>متصل بـ %n شخصًا</numerusform>
            <numerusform>متصل بـ %n شخص</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
</context>
<context>
    <name>NetworkWindow</name>
    <message>
        <source>Network</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>Choose somebody</source>
        <translation>اختر شخصًا</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>افحص مجددًا</translation>
    </message>
    <message>
        <source>Copy my address</source>
        <translation>انسخ عنواني</translation>
    </message>
    <message>
        <source>Copy this device&apos;s address for someone to add</source>
        <translation>انسخ عنوان هذا الجهاز ليضيفه غيرك</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>أضف بالعنوان</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>انسخ التقرير</translation>
    </message>
    <message>
        <source>Checks and links, without names, keys or messages</source>
        <translation>الفحوص والروابط، بلا أسماء ولا مفاتيح ولا رسائل</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Why can&apos;t I see…</source>
        <translation>لماذا لا أرى…</translation>
    </message>
    <message>
        <source>Your own connection</source>
        <translation>اتصالك أنت</translation>
    </message>
    <message>
        <source>The mesh</source>
        <translation>الشبكة المتداخلة</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>لا رابط</translation>
    </message>
    <message>
        <source>Links · {0}</source>
        <translation>الروابط · {0}</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>الروابط</translation>
    </message>
    <message>
        <source>No device is linked. Whoever opens Grapevine on this network is, by itself.</source>
        <translation>لا جهاز متصل. من يفتح Grapevine على هذه الشبكة يتصل تلقائيًا.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message numerus="yes">
        <source>%n people direct</source>
        <translation>
            <numerusform>لا أحد مباشرة</numerusform>
            <numerusform>شخص واحد مباشرة</numerusform>
            <numerusform>شخصان مباشرة</numerusform>
            <numerusform>%n أشخاص مباشرة</numerusform>
            <numerusform>%n شخصًا مباشرة</numerusform>
            <numerusform>%n شخص مباشرة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewMenu</name>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Message to somebody…</source>
        <translation>رسالة إلى شخص…</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>غرفة جديدة…</translation>
    </message>
    <message>
        <source>Browse rooms…</source>
        <translation>تصفح الغرف…</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>{0} (not verified)</source>
        <translation>{0} (غير موثَّق)</translation>
    </message>
    <message>
        <source>invites you to a room</source>
        <translation>يدعوك إلى غرفة</translation>
    </message>
    <message>
        <source>Announcement: {0}</source>
        <translation>إعلان: {0}</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>يذكرك</translation>
    </message>
    <message>
        <source>New announcement</source>
        <translation>إعلان جديد</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>رسالة جديدة</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>لا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%n رسائل جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Open</source>
        <translation>افتح</translation>
    </message>
</context>
<context>
    <name>OpenRoomDelegate</name>
    <message>
        <source>joined</source>
        <translation>منضم</translation>
    </message>
</context>
<context>
    <name>OpenRoomsModel</name>
    <message>
        <source>joined</source>
        <translation>منضم</translation>
    </message>
</context>
<context>
    <name>OutcomesModel</name>
    <message>
        <source>Sent</source>
        <translation>أُرسل</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>يُرسَل…</translation>
    </message>
</context>
<context>
    <name>OutcomesView</name>
    <message>
        <source>What became of it</source>
        <translation>ما آل إليه</translation>
    </message>
</context>
<context>
    <name>OwnPicture</name>
    <message>
        <source>Your status</source>
        <translation>حالتك</translation>
    </message>
    <message>
        <source>Note and duration…</source>
        <translation>ملاحظة ومدة…</translation>
    </message>
    <message>
        <source>Change your name…</source>
        <translation>تغيير اسمك…</translation>
    </message>
    <message>
        <source>Your status: {0}</source>
        <translation>حالتك: {0}</translation>
    </message>
</context>
<context>
    <name>OwnStatus</name>
    <message>
        <source>what others see</source>
        <translation>ما يراه الآخرون</translation>
    </message>
    <message>
        <source>What are you doing?</source>
        <translation>ماذا تفعل؟</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>ملاحظتك</translation>
    </message>
    <message>
        <source>Clear the note after</source>
        <translation>امحُ الملاحظة بعد</translation>
    </message>
    <message>
        <source>until cleared</source>
        <translation>حتى تُمحى</translation>
    </message>
    <message>
        <source>for 30 min</source>
        <translation>لمدة 30 دقيقة</translation>
    </message>
    <message>
        <source>for 1 h</source>
        <translation>لمدة ساعة</translation>
    </message>
    <message>
        <source>for 4 h</source>
        <translation>لمدة 4 ساعات</translation>
    </message>
    <message>
        <source>for today</source>
        <translation>لليوم</translation>
    </message>
    <message>
        <source>what others see · until {0}</source>
        <translation>ما يراه الآخرون · حتى {0}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Restart now</source>
        <translation>أعد التشغيل الآن</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>الملف الشخصي</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>What others see, everywhere</source>
        <translation>ما يراه الآخرون في كل مكان</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>مثل النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>التباين</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>عادي</translation>
    </message>
    <message>
        <source>High</source>
        <translation>عالٍ</translation>
    </message>
    <message>
        <source>High draws strong frames and text in black or white</source>
        <translation>العالي يرسم إطارات قوية ونصًا أسود أو أبيض</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>Of text and everything else</source>
        <translation>حجم النص وكل ما سواه</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>الكثافة</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>مريحة</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>متراصّة</translation>
    </message>
    <message>
        <source>How close rows stand together</source>
        <translation>مدى تقارب الصفوف</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>تقليل الحركة</translation>
    </message>
    <message>
        <source>Nothing slides or fades</source>
        <translation>لا شيء ينزلق أو يتلاشى</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Changes when Grapevine starts again</source>
        <translation>تتغير عند بدء Grapevine من جديد</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>Direct messages always notify; every room can differ</source>
        <translation>الرسائل المباشرة تُشعرك دائمًا؛ ولكل غرفة ضبطها</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>أظهر ما كُتب</translation>
    </message>
    <message>
        <source>Otherwise only who wrote and where</source>
        <translation>وإلا فمن كتب وأين فقط</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>شغّل صوتًا</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>الإرسال بـ</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>The other one begins a new line</source>
        <translation>والآخر يبدأ سطرًا جديدًا</translation>
    </message>
    <message>
        <source>Undo for 5 seconds</source>
        <translation>التراجع خلال 5 ثوانٍ</translation>
    </message>
    <message>
        <source>Messages wait that long before they leave</source>
        <translation>تنتظر الرسائل هذه المدة قبل أن تخرج</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Show when I am typing</source>
        <translation>أظهر أني أكتب</translation>
    </message>
    <message>
        <source>Off also hides that others are typing</source>
        <translation>الإيقاف يخفي أيضًا أن غيرك يكتب</translation>
    </message>
    <message>
        <source>Tell what I have read</source>
        <translation>أخبر بما قرأته</translation>
    </message>
    <message>
        <source>Off also hides what others have read</source>
        <translation>الإيقاف يخفي أيضًا ما قرأه غيرك</translation>
    </message>
    <message>
        <source>Invisible</source>
        <translation>غير ظاهر</translation>
    </message>
    <message>
        <source>Others see you as offline; your messages arrive all the same</source>
        <translation>يراك الآخرون غير متصل؛ ورسائلك تصل مع ذلك</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>أي منفذ خالٍ</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Find others by itself</source>
        <translation>إيجاد الآخرين تلقائيًا</translation>
    </message>
    <message>
        <source>Off: only people whose address was added; counts from the next start</source>
        <translation>إيقاف: الأشخاص الذين أُضيف عنوانهم فقط؛ يسري من التشغيل التالي</translation>
    </message>
    <message>
        <source>A fixed one is needed for firewalls with rules by port; counts from the next start</source>
        <translation>يلزم منفذ ثابت للجُدُر النارية ذات القواعد بحسب المنفذ؛ يسري من البدء التالي</translation>
    </message>
    <message>
        <source>System</source>
        <translation>النظام</translation>
    </message>
    <message>
        <source>Start with the computer</source>
        <translation>البدء مع الحاسوب</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>الاستمرار عند إغلاق النافذة</translation>
    </message>
    <message>
        <source>Where the desktop has a tray; messages keep arriving</source>
        <translation>حيث لسطح المكتب شريط أيقونات؛ وتستمر الرسائل بالوصول</translation>
    </message>
</context>
<context>
    <name>Part</name>
    <message>
        <source>Python for Qt</source>
        <translation>بايثون لـ Qt</translation>
    </message>
    <message>
        <source>calls into C</source>
        <translation>استدعاء شيفرة C</translation>
    </message>
    <message>
        <source>finding others by mDNS</source>
        <translation>إيجاد الآخرين عبر mDNS</translation>
    </message>
    <message>
        <source>font</source>
        <translation>الخط</translation>
    </message>
    <message>
        <source>keys, signatures, ciphers</source>
        <translation>مفاتيح وتواقيع وتعمية</translation>
    </message>
    <message>
        <source>names of emoji</source>
        <translation>أسماء الرموز التعبيرية</translation>
    </message>
    <message>
        <source>network interfaces</source>
        <translation>واجهات الشبكة</translation>
    </message>
    <message>
        <source>one loop for windows and tasks</source>
        <translation>حلقة واحدة للنوافذ والمهام</translation>
    </message>
    <message>
        <source>packing of messages</source>
        <translation>حزم الرسائل</translation>
    </message>
    <message>
        <source>part of cffi</source>
        <translation>جزء من cffi</translation>
    </message>
    <message>
        <source>places for files</source>
        <translation>مواضع الملفات</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>ملك عام</translation>
    </message>
    <message>
        <source>the language this is written in</source>
        <translation>اللغة التي كُتب بها هذا</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>المخزن</translation>
    </message>
    <message>
        <source>types</source>
        <translation>الأنواع</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>النوافذ</translation>
    </message>
</context>
<context>
    <name>PeopleHere</name>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>المدعوون</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>و{0} آخرون</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>شوهد {0}</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>مدعو</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>موثَّق</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Add someone by address</source>
        <translation>أضف شخصًا بعنوانه</translation>
    </message>
    <message>
        <source>Invite people</source>
        <translation>دعوة أشخاص</translation>
    </message>
</context>
<context>
    <name>PeoplePick</name>
    <message>
        <source>Find a person</source>
        <translation>ابحث عن شخص</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
</context>
<context>
    <name>PersonChooser</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Choose somebody else</source>
        <translation>اختر شخصًا آخر</translation>
    </message>
</context>
<context>
    <name>PresenceList</name>
    <message>
        <source>new here</source>
        <translation>جديد هنا</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
</context>
<context>
    <name>PresenceModel</name>
    <message>
        <source>seen {0}</source>
        <translation>شوهد {0}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>منذ {0}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>و{0} آخرون</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>موثَّق</translation>
    </message>
    <message>
        <source>new here</source>
        <translation>جديد هنا</translation>
    </message>
    <message numerus="yes">
        <source>%n messages wait</source>
        <translation>
            <numerusform>لا رسائل تنتظر</numerusform>
            <numerusform>رسالة تنتظر</numerusform>
            <numerusform>رسالتان تنتظران</numerusform>
            <numerusform>%n رسائل تنتظر</numerusform>
            <numerusform>%n رسالة تنتظر</numerusform>
            <numerusform>%n رسالة تنتظر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceWindow</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>ابحث عن شخص</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>أضف بالعنوان</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>In this room</source>
        <translation>في هذه الغرفة</translation>
    </message>
    <message>
        <source>Nobody known here is called that.</source>
        <translation>لا أحد معروفًا هنا بهذا الاسم.</translation>
    </message>
    <message>
        <source>Nobody at the moment.</source>
        <translation>لا أحد الآن.</translation>
    </message>
    <message>
        <source>Besides yourself</source>
        <translation>باستثنائك أنت</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>اذكر</translation>
    </message>
    <message>
        <source>Name them in what you are writing</source>
        <translation>اذكره فيما تكتب</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>الثقة</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Rooms you share</source>
        <translation>غرفكما المشتركة</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>شوهد {0}</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>محظور</translation>
    </message>
    <message>
        <source>Open the room</source>
        <translation>افتح الغرفة</translation>
    </message>
    <message>
        <source>More about {0}</source>
        <translation>المزيد عن {0}</translation>
    </message>
    <message>
        <source>Compare the number…</source>
        <translation>قارن الرقم…</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>ألغِ الكتم</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>اكتم</translation>
    </message>
    <message>
        <source>No notifications for what they write</source>
        <translation>لا إشعارات لما يكتبه</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>ألغِ الحظر</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>احظر…</translation>
    </message>
    <message>
        <source>Block {0}?</source>
        <translation>أتحظر {0}؟</translation>
    </message>
    <message>
        <source>You will not see what they write, and they cannot write to you directly. They are not told.</source>
        <translation>لن ترى ما يكتب ولن يمكنه مراسلتك مباشرة. ولن يُخبَر بذلك.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>احظر</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Person</source>
        <translation>شخص</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>A room&apos;s name has at most {most} bytes.</source>
        <translation>لا يتجاوز اسم الغرفة {most} بايت.</translation>
    </message>
    <message>
        <source>Another program holds Grapevine&apos;s database. Close it and try again.</source>
        <translation>يستخدم برنامج آخر قاعدة بيانات Grapevine. أغلقه وحاول مجددًا.</translation>
    </message>
    <message>
        <source>Cannot listen on {host}: give one of this machine&apos;s addresses.</source>
        <translation>يتعذر قبول الاتصالات على {host}: اذكر أحد عناوين هذا الجهاز.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s database cannot be opened. Check that the data folder exists and belongs to you.</source>
        <translation>تعذر فتح قاعدة بيانات Grapevine. تأكد من أن مجلد البيانات موجود ويخصك.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s database is damaged. Start Grapevine again: it keeps the damaged file aside and saves what can be read.</source>
        <translation>قاعدة بيانات Grapevine تالفة. شغّل Grapevine من جديد: سيحتفظ بالملف التالف جانبًا وينقذ ما يمكن قراءته.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s engine stopped; its log says why. Start it again.</source>
        <translation>توقف محرك Grapevine؛ يوضح السجل السبب. شغّله من جديد.</translation>
    </message>
    <message>
        <source>The file with this device&apos;s keys, {path}, cannot be used: {reason}. It was left as it is. Put a good copy of it in its place; or move it away, and this device starts as a new one.</source>
        <translation>لا يمكن استخدام ملف مفاتيح هذا الجهاز، {path}: {reason}. تُرك كما هو. ضع نسخة سليمة مكانه؛ أو انقله بعيدًا، فيبدأ هذا الجهاز كجهاز جديد.</translation>
    </message>
    <message>
        <source>This room&apos;s key has not arrived yet: wait until a member is online.</source>
        <translation>لم يصل مفتاح هذه الغرفة بعد: انتظر حتى يتصل أحد الأعضاء.</translation>
    </message>
    <message>
        <source>This room&apos;s key has not arrived yet: wait until one of its members is online.</source>
        <translation>لم يصل مفتاح هذه الغرفة بعد: انتظر حتى يتصل أحد أعضائها.</translation>
    </message>
    <message>
        <source>Topics that begin with {space}: are Grapevine&apos;s own; see {instead}.</source>
        <translation>المواضيع التي تبدأ بـ {space}: خاصة بـ Grapevine؛ انظر {instead}.</translation>
    </message>
    <message>
        <source>a device&apos;s name has at most {most} bytes</source>
        <translation>لا يتجاوز اسم الجهاز {most} بايت</translation>
    </message>
    <message>
        <source>a message&apos;s local id has {size} bytes</source>
        <translation>حجم المعرّف المحلي للرسالة {size} بايت</translation>
    </message>
    <message>
        <source>a room&apos;s name has at most {name_bytes} bytes, its topic {topic_bytes}</source>
        <translation>لا يتجاوز اسم الغرفة {name_bytes} بايت وموضوعها {topic_bytes}</translation>
    </message>
    <message>
        <source>a topic&apos;s name has 1 to {most} bytes</source>
        <translation>يتكون اسم الموضوع من 1 إلى {most} بايت</translation>
    </message>
    <message>
        <source>a topic&apos;s name has 1 to {most} printable bytes</source>
        <translation>يتكون اسم الموضوع من 1 إلى {most} بايت قابلة للطباعة</translation>
    </message>
    <message>
        <source>a topic&apos;s name must be valid text</source>
        <translation>يجب أن يكون اسم الموضوع نصًا صالحًا</translation>
    </message>
    <message>
        <source>an announcement&apos;s id has {size} bytes</source>
        <translation>حجم معرّف الإعلان {size} بايت</translation>
    </message>
    <message>
        <source>the connection was cut by this machine&apos;s network</source>
        <translation>قطعت شبكة هذا الجهاز الاتصال</translation>
    </message>
    <message>
        <source>A draft has at most {most} bytes.</source>
        <translation>لا تتجاوز المسودة {most} بايت.</translation>
    </message>
    <message>
        <source>A keyword has 1 to {most} characters.</source>
        <translation>تتكون الكلمة المفتاحية من 1 إلى {most} حرفًا.</translation>
    </message>
    <message>
        <source>A reaction is exactly one emoji.</source>
        <translation>التفاعل رمز تعبيري واحد بالضبط.</translation>
    </message>
    <message>
        <source>A room needs a name: type at least one letter.</source>
        <translation>تحتاج الغرفة إلى اسم: اكتب حرفًا واحدًا على الأقل.</translation>
    </message>
    <message>
        <source>A status is one of {statuses}.</source>
        <translation>الحالة واحدة من: {statuses}.</translation>
    </message>
    <message>
        <source>After {space}: an id is needed: {reason}.</source>
        <translation>بعد {space}: يلزم معرّف: {reason}.</translation>
    </message>
    <message>
        <source>An announcement has at most {most} targets.</source>
        <translation>للإعلان {most} هدفًا على الأكثر.</translation>
    </message>
    <message>
        <source>An announcement is held back for 0 to {most_s} s.</source>
        <translation>يُحتجز الإعلان من 0 إلى {most_s} ثانية.</translation>
    </message>
    <message>
        <source>Anyone may join an open room; tell them its name.</source>
        <translation>يمكن لأي شخص الانضمام إلى غرفة مفتوحة؛ أخبرهم باسمها.</translation>
    </message>
    <message>
        <source>At most {most} different emoji fit under a message.</source>
        <translation>لا يتسع أسفل الرسالة لأكثر من {most} رمزًا تعبيريًا مختلفًا.</translation>
    </message>
    <message>
        <source>At most {most} emoji of one person fit under a message.</source>
        <translation>لا يتسع أسفل الرسالة لأكثر من {most} رمزًا تعبيريًا من شخص واحد.</translation>
    </message>
    <message>
        <source>At most {most} keywords.</source>
        <translation>{most} كلمة مفتاحية على الأكثر.</translation>
    </message>
    <message>
        <source>At most {most} people can be mentioned at once.</source>
        <translation>يمكن ذكر {most} شخصًا على الأكثر دفعة واحدة.</translation>
    </message>
    <message>
        <source>At most {most} searches are watched at once.</source>
        <translation>تُتابع {most} عملية بحث على الأكثر في وقت واحد.</translation>
    </message>
    <message>
        <source>Cannot listen on this machine: {reason}.</source>
        <translation>يتعذر قبول الاتصالات على هذا الجهاز: {reason}.</translation>
    </message>
    <message>
        <source>Cannot listen on {host}: {reason}.</source>
        <translation>يتعذر قبول الاتصالات على {host}: {reason}.</translation>
    </message>
    <message>
        <source>Context is from 0 to {most} messages.</source>
        <translation>السياق من 0 إلى {most} رسالة.</translation>
    </message>
    <message>
        <source>Do not disturb ends at a time in Unix ms, or is null.</source>
        <translation>ينتهي «عدم الإزعاج» في وقت بمللي ثانية يونكس، أو يكون null.</translation>
    </message>
    <message>
        <source>Everybody is in the lobby; mute it instead.</source>
        <translation>الجميع في الردهة؛ يمكنك كتمها بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Grapevine is already running with the folder {folder}. Use that one, or start with another folder (--data-dir).</source>
        <translation>يعمل Grapevine بالفعل بالمجلد {folder}. استخدمه، أو ابدأ بمجلد آخر (‎--data-dir).</translation>
    </message>
    <message>
        <source>Grapevine is not running any more: start it again.</source>
        <translation>لم يعد Grapevine يعمل: شغّله من جديد.</translation>
    </message>
    <message>
        <source>A topic has at most {n} bytes.</source>
        <translation>لا يتجاوز الموضوع {n} بايت.</translation>
    </message>
    <message>
        <source>At most {n} private rooms: leave some.</source>
        <translation>{n} غرفة خاصة على الأكثر: غادر بعضها.</translation>
    </message>
    <message>
        <source>Invite at most {n} people at once.</source>
        <translation>ادعُ {n} شخصًا على الأكثر دفعة واحدة.</translation>
    </message>
    <message>
        <source>No free port was found. Name one with --listen.</source>
        <translation>لم يُعثر على منفذ حر. حدّد منفذًا باستخدام ‎--listen.</translation>
    </message>
    <message>
        <source>Nobody can be removed from an open or direct room.</source>
        <translation>لا يمكن إخراج أحد من غرفة مفتوحة أو محادثة مباشرة.</translation>
    </message>
    <message>
        <source>Nobody with this id was ever met here.</source>
        <translation>لم يُصادف هنا أحد بهذا المعرّف.</translation>
    </message>
    <message>
        <source>Only its author can delete a message.</source>
        <translation>لا يمكن حذف الرسالة إلا لمن كتبها.</translation>
    </message>
    <message>
        <source>Only its author can edit a message.</source>
        <translation>لا يمكن تعديل الرسالة إلا لمن كتبها.</translation>
    </message>
    <message>
        <source>Only members of a room change who is in it: join it first.</source>
        <translation>أعضاء الغرفة وحدهم يغيرون من فيها: انضم إليها أولًا.</translation>
    </message>
    <message>
        <source>Only the most senior member of a room removes others.</source>
        <translation>أقدم أعضاء الغرفة وحده يُخرج الآخرين.</translation>
    </message>
    <message>
        <source>Port {port} is used by another program. Close it, or choose another port with --listen (0 takes any free one).</source>
        <translation>يستخدم برنامج آخر المنفذ {port}. أغلقه، أو اختر منفذًا آخر باستخدام ‎--listen (‏0 يأخذ أي منفذ حر).</translation>
    </message>
    <message>
        <source>Several announcements are waiting: let them go first.</source>
        <translation>هناك إعلانات تنتظر: دعها تُرسل أولًا.</translation>
    </message>
    <message>
        <source>Somebody mentioned is not known in this room.</source>
        <translation>أحد المذكورين غير معروف في هذه الغرفة.</translation>
    </message>
    <message>
        <source>The address names no host: write HOST:PORT.</source>
        <translation>لا يذكر العنوان جهازًا: اكتب HOST:PORT.</translation>
    </message>
    <message>
        <source>The data folder cannot be written to. Check its permissions, or whether the disk is mounted read-only.</source>
        <translation>لا يمكن الكتابة في مجلد البيانات. تحقق من أذوناته، أو مما إذا كان القرص مُحمَّلًا للقراءة فقط.</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be used: {reason}. Choose another with --data-dir.</source>
        <translation>لا يمكن استخدام مجلد البيانات {folder}: {reason}. اختر مجلدًا آخر باستخدام --data-dir.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing else is needed.</source>
        <translation>القرص ممتلئ. وفّر بعض المساحة وحاول مجددًا؛ لا حاجة إلى غير ذلك.</translation>
    </message>
    <message>
        <source>The disk reported an error. Check the disk and its cable, then try again.</source>
        <translation>أبلغ القرص عن خطأ. افحص القرص وكابله، ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>The keys in {path} cannot be used: {reason}. Make sure that the folder belongs to you, can be written and has room, then start again.</source>
        <translation>لا يمكن استخدام المفاتيح في {path}: {reason}. تأكد من أن المجلد يخصك وقابل للكتابة وفيه مساحة، ثم ابدأ من جديد.</translation>
    </message>
    <message>
        <source>The kind of a new room is &quot;open&quot; or &quot;private&quot;.</source>
        <translation>نوع الغرفة الجديدة إما &quot;open&quot; أو &quot;private&quot;.</translation>
    </message>
    <message>
        <source>The lobby and direct messages have no name to change.</source>
        <translation>ليس للردهة ولا للرسائل المباشرة اسم يمكن تغييره.</translation>
    </message>
    <message>
        <source>The message has {size} bytes; at most {most} fit: send it in parts.</source>
        <translation>حجم الرسالة {size} بايت ولا يتسع إلا {most}: أرسلها على أجزاء.</translation>
    </message>
    <message>
        <source>The message is empty: write something first.</source>
        <translation>الرسالة فارغة: اكتب شيئًا أولًا.</translation>
    </message>
    <message>
        <source>The message replied to is not known here.</source>
        <translation>الرسالة التي تردّ عليها غير معروفة هنا.</translation>
    </message>
    <message>
        <source>The message to list before is not known here.</source>
        <translation>الرسالة التي تُعرض ما قبلها غير معروفة هنا.</translation>
    </message>
    <message>
        <source>The message to read up to is not known in this room.</source>
        <translation>الرسالة التي قُرئ حتى موضعها غير معروفة في هذه الغرفة.</translation>
    </message>
    <message>
        <source>The name has half a character: type it again.</source>
        <translation>في الاسم نصف حرف: اكتبه من جديد.</translation>
    </message>
    <message>
        <source>The name is empty: type at least one letter.</source>
        <translation>الاسم فارغ: اكتب حرفًا واحدًا على الأقل.</translation>
    </message>
    <message>
        <source>The name is too long: at most {most} characters.</source>
        <translation>الاسم طويل جدًا: {most} حرفًا على الأكثر.</translation>
    </message>
    <message>
        <source>The store is closed.</source>
        <translation>المخزن مغلق.</translation>
    </message>
    <message>
        <source>The system does not let this program use port {port}. Choose one above 1023.</source>
        <translation>لا يسمح النظام لهذا البرنامج باستخدام المنفذ {port}. اختر منفذًا أعلى من 1023.</translation>
    </message>
    <message>
        <source>The text has half a character (a lone surrogate): send whole ones.</source>
        <translation>في النص نصف حرف (بديل مفرد): أرسل حروفًا كاملة.</translation>
    </message>
    <message>
        <source>The {space} of others are theirs alone.</source>
        <translation>{space} الخاصة بالآخرين لهم وحدهم.</translation>
    </message>
    <message>
        <source>Their key has not arrived yet: wait until they are online.</source>
        <translation>لم يصل المفتاح بعد: انتظر حتى يتصل الشخص.</translation>
    </message>
    <message>
        <source>There is no port {port}. Ports are 1 to 65535; 0 takes any free one.</source>
        <translation>لا يوجد منفذ {port}. المنافذ من 1 إلى 65535؛ و0 يأخذ أي منفذ حر.</translation>
    </message>
    <message>
        <source>There is nothing to compare with yourself.</source>
        <translation>لا شيء تقارنه مع نفسك.</translation>
    </message>
    <message>
        <source>This device is not in that room.</source>
        <translation>هذا الجهاز ليس في تلك الغرفة.</translation>
    </message>
    <message>
        <source>This message follows one that did not reach the disk. Send that one again first.</source>
        <translation>تأتي هذه الرسالة بعد رسالة لم تصل إلى القرص. أعد إرسال تلك أولًا.</translation>
    </message>
    <message>
        <source>This message is not known here any more.</source>
        <translation>لم تعد هذه الرسالة معروفة هنا.</translation>
    </message>
    <message>
        <source>This message is not known here.</source>
        <translation>هذه الرسالة غير معروفة هنا.</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>حُذفت هذه الرسالة.</translation>
    </message>
    <message>
        <source>This message was deleted: write a new one.</source>
        <translation>حُذفت هذه الرسالة: اكتب رسالة جديدة.</translation>
    </message>
    <message>
        <source>This payload is no JSON that every reader takes.</source>
        <translation>هذا المحتوى ليس JSON يقبله كل قارئ.</translation>
    </message>
    <message>
        <source>This payload is {size} bytes of JSON; at most {most}.</source>
        <translation>هذا المحتوى {size} بايت من JSON؛ والحد الأقصى {most}.</translation>
    </message>
    <message>
        <source>This search is not watched any more.</source>
        <translation>لم تعد عملية البحث هذه متابَعة.</translation>
    </message>
    <message>
        <source>Too many searches at once: wait for an answer.</source>
        <translation>عمليات بحث كثيرة دفعة واحدة: انتظر الرد.</translation>
    </message>
    <message>
        <source>Too many {things} at once: wait {wait_s} s.</source>
        <translation>عدد كبير من {things} دفعة واحدة: انتظر {wait_s} ثانية.</translation>
    </message>
    <message>
        <source>You cannot block yourself.</source>
        <translation>لا يمكنك حظر نفسك.</translation>
    </message>
    <message>
        <source>You need not verify yourself.</source>
        <translation>لا حاجة إلى التحقق من نفسك.</translation>
    </message>
    <message>
        <source>a firewall or the system does not allow it</source>
        <translation>لا يسمح به جدار حماية أو النظام</translation>
    </message>
    <message>
        <source>a message mentions at most {most} people</source>
        <translation>تذكر الرسالة {most} شخصًا على الأكثر</translation>
    </message>
    <message>
        <source>a message needs some text</source>
        <translation>تحتاج الرسالة إلى نص</translation>
    </message>
    <message>
        <source>a name has 1 to {most} bytes and something to see</source>
        <translation>يتكون الاسم من 1 إلى {most} بايت وفيه شيء مرئي</translation>
    </message>
    <message>
        <source>a note has at most {most} bytes</source>
        <translation>لا تتجاوز الملاحظة {most} بايت</translation>
    </message>
    <message>
        <source>a note must be valid text</source>
        <translation>يجب أن تكون الملاحظة نصًا صالحًا</translation>
    </message>
    <message>
        <source>a presence meta has at most {most} bytes</source>
        <translation>لا تتجاوز بيانات الحضور {most} بايت</translation>
    </message>
    <message>
        <source>a reaction is exactly one emoji</source>
        <translation>التفاعل رمز تعبيري واحد بالضبط</translation>
    </message>
    <message>
        <source>a reply names one message by its id</source>
        <translation>يحدد الرد رسالة واحدة بمعرّفها</translation>
    </message>
    <message>
        <source>a status is one of {statuses}</source>
        <translation>الحالة واحدة من: {statuses}</translation>
    </message>
    <message>
        <source>a time is between 1970 and 10889</source>
        <translation>يقع الوقت بين 1970 و10889</translation>
    </message>
    <message>
        <source>a topic has at most {topic_bytes} bytes, a payload {payload_bytes}</source>
        <translation>لا يتجاوز الموضوع {topic_bytes} بايت والمحتوى {payload_bytes}</translation>
    </message>
    <message>
        <source>already tracked on this topic: update it instead</source>
        <translation>الحضور مسجل في هذا الموضوع بالفعل: حدّثه بدلًا من ذلك</translation>
    </message>
    <message>
        <source>an IPv6 address is written in brackets, like {example}</source>
        <translation>يُكتب عنوان IPv6 بين قوسين، مثل {example}</translation>
    </message>
    <message>
        <source>an edit names one message by its id</source>
        <translation>يحدد التعديل رسالة واحدة بمعرّفها</translation>
    </message>
    <message>
        <source>announcements</source>
        <translation>الإعلانات</translation>
    </message>
    <message>
        <source>another program uses that port</source>
        <translation>يستخدم برنامج آخر ذلك المنفذ</translation>
    </message>
    <message>
        <source>at most {most} topics at once: unsubscribe some first</source>
        <translation>{most} موضوعًا على الأكثر في وقت واحد: ألغِ الاشتراك في بعضها أولًا</translation>
    </message>
    <message>
        <source>deletes</source>
        <translation>عمليات الحذف</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>التعديلات</translation>
    </message>
    <message>
        <source>grapevine: --name: {reason}</source>
        <translation>grapevine: --name: {reason}</translation>
    </message>
    <message>
        <source>it is incomplete or holds something else</source>
        <translation>غير مكتمل أو يحوي شيئًا آخر</translation>
    </message>
    <message>
        <source>it is not a key file</source>
        <translation>ليس ملف مفاتيح</translation>
    </message>
    <message>
        <source>it is of another version of Grapevine</source>
        <translation>من إصدار آخر من Grapevine</translation>
    </message>
    <message>
        <source>its certificate belongs to other keys</source>
        <translation>شهادته تخص مفاتيح أخرى</translation>
    </message>
    <message>
        <source>its content was changed</source>
        <translation>تغيّر محتواه</translation>
    </message>
    <message>
        <source>limit is from 1 to {most}.</source>
        <translation>قيمة limit من 1 إلى {most}.</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>muted_until is a time in Unix ms, 0 for not muted.</source>
        <translation>القيمة muted_until وقت بمللي ثانية يونكس، و0 لعدم الكتم.</translation>
    </message>
    <message>
        <source>no Grapevine listens there (connection refused)</source>
        <translation>لا يوجد Grapevine يستمع هناك (رُفض الاتصال)</translation>
    </message>
    <message>
        <source>no machine of that name was found</source>
        <translation>لم يُعثر على جهاز بهذا الاسم</translation>
    </message>
    <message>
        <source>nobody answered in time</source>
        <translation>لم يُجب أحد في الوقت المناسب</translation>
    </message>
    <message>
        <source>not tracked on this topic: track it first</source>
        <translation>الحضور غير مسجل في هذا الموضوع: سجّله أولًا</translation>
    </message>
    <message>
        <source>notify is one of {levels}.</source>
        <translation>قيمة notify واحدة من: {levels}.</translation>
    </message>
    <message>
        <source>one change of members names at most {most}</source>
        <translation>لا يذكر تغيير الأعضاء الواحد أكثر من {most}</translation>
    </message>
    <message>
        <source>pins</source>
        <translation>عمليات التثبيت</translation>
    </message>
    <message>
        <source>port {port} is not between {first} and 65535</source>
        <translation>المنفذ {port} ليس بين {first} و65535</translation>
    </message>
    <message>
        <source>present on {most} topics already</source>
        <translation>الحضور مسجل في {most} موضوعًا بالفعل</translation>
    </message>
    <message>
        <source>reactions</source>
        <translation>التفاعلات</translation>
    </message>
    <message>
        <source>that address cannot be used from here</source>
        <translation>لا يمكن استخدام ذلك العنوان من هنا</translation>
    </message>
    <message>
        <source>that is not an address</source>
        <translation>هذا ليس عنوانًا</translation>
    </message>
    <message>
        <source>the connection was cut by the other side</source>
        <translation>قطع الطرف الآخر الاتصال</translation>
    </message>
    <message>
        <source>the network is down</source>
        <translation>الشبكة متوقفة</translation>
    </message>
    <message>
        <source>the network is not started yet</source>
        <translation>لم تبدأ الشبكة بعد</translation>
    </message>
    <message>
        <source>the network knows no way to that machine</source>
        <translation>لا تعرف الشبكة طريقًا إلى ذلك الجهاز</translation>
    </message>
    <message>
        <source>the network was restarted</source>
        <translation>أُعيد تشغيل الشبكة</translation>
    </message>
    <message>
        <source>this core has no presence</source>
        <translation>لا حضور في هذا المحرك</translation>
    </message>
    <message>
        <source>this is {size} bytes; a message has at most {most}: make it shorter</source>
        <translation>هذا {size} بايت ولا تتجاوز الرسالة {most}: اختصرها</translation>
    </message>
    <message>
        <source>this is {size} bytes; one entry holds at most {most}: make it shorter</source>
        <translation>هذا {size} بايت ولا يتسع المدخل لأكثر من {most}: اختصره</translation>
    </message>
    <message>
        <source>this machine does not have that address</source>
        <translation>ليس لهذا الجهاز ذلك العنوان</translation>
    </message>
    <message>
        <source>this machine does not speak that kind of address</source>
        <translation>لا يدعم هذا الجهاز هذا النوع من العناوين</translation>
    </message>
    <message>
        <source>this machine has no network that leads there</source>
        <translation>ليس لهذا الجهاز شبكة تؤدي إلى هناك</translation>
    </message>
    <message>
        <source>this machine has too many files open</source>
        <translation>لدى هذا الجهاز ملفات مفتوحة كثيرة جدًا</translation>
    </message>
    <message>
        <source>this name holds half a character; type it again</source>
        <translation>في هذا الاسم نصف حرف؛ اكتبه من جديد</translation>
    </message>
    <message>
        <source>this program has too many connections open</source>
        <translation>لدى هذا البرنامج اتصالات مفتوحة كثيرة جدًا</translation>
    </message>
    <message>
        <source>this text holds half a character; paste it again</source>
        <translation>في هذا النص نصف حرف؛ الصقه من جديد</translation>
    </message>
    <message>
        <source>too much presence on this device: leave some topics first</source>
        <translation>بيانات حضور كثيرة على هذا الجهاز: غادر بعض المواضيع أولًا</translation>
    </message>
    <message>
        <source>topic messages</source>
        <translation>رسائل المواضيع</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Grapevine (format {found}; this version knows {known}). Install the newer version; nothing was changed.</source>
        <translation>كُتب {path} بإصدار أحدث من Grapevine (التنسيق {found}؛ يعرف هذا الإصدار {known}). ثبّت الإصدار الأحدث؛ لم يتغير شيء.</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}.</translation>
    </message>
    <message>
        <source>{text} is not HOST:PORT, like 192.168.1.20:4000</source>
        <translation>{text} ليس بالشكل HOST:PORT، مثل 192.168.1.20:4000</translation>
    </message>
    <message>
        <source>{text} is not a host</source>
        <translation>{text} ليس اسم جهاز</translation>
    </message>
    <message>
        <source>{words} ({detail})</source>
        <translation>{words} ({detail})</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>لستَ في هذه الغرفة.</translation>
    </message>
    <message>
        <source>This message is not here any more.</source>
        <translation>لم تعد هذه الرسالة موجودة هنا.</translation>
    </message>
    <message>
        <source>This person is not known here.</source>
        <translation>هذا الشخص غير معروف هنا.</translation>
    </message>
    <message>
        <source>At {address} is {name}, with whom you are linked already.</source>
        <translation>على {address} يوجد {name}، وأنت متصل به بالفعل.</translation>
    </message>
    <message>
        <source>No Grapevine listens at {address}. Have it opened there, and ask for the address it shows: the port may be another now.</source>
        <translation>لا يوجد Grapevine يستمع على {address}. اطلب فتحه هناك، واسأل عن العنوان الذي يعرضه: ربما تغيّر المنفذ.</translation>
    </message>
    <message>
        <source>No computer with the name in {address} was found. Look at its spelling, or write the address in numbers, like {example}.</source>
        <translation>لم يُعثر على حاسوب بالاسم الوارد في {address}. تحقّق من كتابته، أو اكتب العنوان بالأرقام، مثل {example}.</translation>
    </message>
    <message>
        <source>No network of this computer leads to {address}. Join the network of the other one.</source>
        <translation>لا توجد شبكة في هذا الحاسوب تصل إلى {address}. انضم إلى شبكة الحاسوب الآخر.</translation>
    </message>
    <message>
        <source>Nobody answers at {address}. Look whether that computer is on, on the same network, and lets Grapevine through its firewall.</source>
        <translation>لا أحد يجيب على {address}. تحقّق من أن ذلك الحاسوب يعمل، وأنه على الشبكة نفسها، وأن جداره الناري يسمح لـ Grapevine.</translation>
    </message>
    <message>
        <source>This computer does not let the connection to {address} out. Look at its firewall.</source>
        <translation>هذا الحاسوب لا يسمح بالاتصال بـ {address}. تحقّق من جداره الناري.</translation>
    </message>
    <message>
        <source>What answers at {address} is not in your network: another program, or a Grapevine of another version or with another network key. Compare both with the other person.</source>
        <translation>ما يجيب على {address} ليس في شبكتك: إما برنامج آخر، أو Grapevine بإصدار آخر أو بمفتاح شبكة آخر. قارن الأمرين مع الشخص الآخر.</translation>
    </message>
    <message>
        <source>{address} answered: who is there is in the list of people.</source>
        <translation>أجاب {address}: من هناك موجود في قائمة الأشخاص.</translation>
    </message>
    <message>
        <source>{address} could not be reached. Ask the other person for the address that their Grapevine shows now.</source>
        <translation>تعذّر الوصول إلى {address}. اسأل الشخص الآخر عن العنوان الذي يعرضه Grapevine لديه الآن.</translation>
    </message>
    <message>
        <source>{address} has not answered yet. Grapevine goes on trying by itself.</source>
        <translation>لم يجب {address} بعد. يواصل Grapevine المحاولة من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>{address} is not the address of one computer. Write it like {example}.</source>
        <translation>{address} ليس عنوان حاسوب واحد. اكتبه هكذا: {example}.</translation>
    </message>
    <message>
        <source>{address} is this computer itself. Ask the other one for its address, and add that.</source>
        <translation>{address} هو هذا الحاسوب نفسه. اسأل عن عنوان الحاسوب الآخر، وأضفه.</translation>
    </message>
    <message>
        <source>The Grapevine at {address} sent what cannot be read, and is left alone for some minutes. Ask the other person to update it.</source>
        <translation>أرسل Grapevine على {address} ما لا يمكن قراءته، وسيُترك بضع دقائق. اطلب من الشخص الآخر تحديثه.</translation>
    </message>
    <message>
        <source>{address} answered, and this device has all the links it can hold. Messages reach the others all the same, through those that are linked.</source>
        <translation>أجاب {address}، ولدى هذا الجهاز كل الاتصالات التي يستطيع حملها. تصل الرسائل إلى الآخرين رغم ذلك عبر الأجهزة المتصلة.</translation>
    </message>
    <message>
        <source>{address} is not tried any more: too many addresses were added after it. Add it again if it is still wanted.</source>
        <translation>لم تعد محاولة {address} جارية: أُضيفت بعده عناوين كثيرة جدًا. أضفه مرة أخرى إن كان لا يزال مطلوبًا.</translation>
    </message>
    <message>
        <source>Something went wrong inside Grapevine.</source>
        <translation>حدث خطأ داخل Grapevine.</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Recent searches</source>
        <translation>عمليات البحث الأخيرة</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>شخص ما</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>day of the month, short month</comment>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>A room you are not in any more</source>
        <translation>غرفة لم تعد فيها</translation>
    </message>
    <message>
        <source>arrived while you were looking</source>
        <translation>وصلت وأنت تبحث</translation>
    </message>
    <message>
        <source>Older messages</source>
        <translation>رسائل أقدم</translation>
    </message>
    <message>
        <source>Show older messages</source>
        <translation>عرض رسائل أقدم</translation>
    </message>
    <message>
        <source>Looking for older messages…</source>
        <translation>يجري البحث عن رسائل أقدم…</translation>
    </message>
    <message>
        <source>No more than {0} are listed. Search what is older</source>
        <translation>لا يُعرض أكثر من {0}. ابحث في الأقدم</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
</context>
<context>
    <name>RoomDetails</name>
    <message>
        <source>Name and topic</source>
        <translation>الاسم والموضوع</translation>
    </message>
    <message>
        <source>Everyone in the room sees the change.</source>
        <translation>يرى التغييرَ كل من في الغرفة.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ألغِ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>احفظ</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>Name of the room</source>
        <translation>اسم الغرفة</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>What it is about (optional)</source>
        <translation>عمّا تدور (اختياري)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
</context>
<context>
    <name>RoomMenu</name>
    <message>
        <source>Menu of {0}</source>
        <translation>قائمة {0}</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>علّم مقروءًا</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>ألغِ التثبيت</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>ثبّت في الأعلى</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>ألغِ الكتم</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>اكتم</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>لساعة</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>لثماني ساعات</translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation>لأربع وعشرين ساعة</translation>
    </message>
    <message>
        <source>Until I unmute it</source>
        <translation>حتى ألغي الكتم</translation>
    </message>
    <message>
        <source>Notify me of</source>
        <translation>أشعرني بـ</translation>
    </message>
    <message>
        <source>Name and topic…</source>
        <translation>الاسم والموضوع…</translation>
    </message>
    <message>
        <source>Members…</source>
        <translation>الأعضاء…</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>ادعُ أشخاصًا…</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>غادر…</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>كل رسالة</translation>
    </message>
    <message>
        <source>Mentions only</source>
        <translation>عند ذكري فقط</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Decline the invitation…</source>
        <translation>رفض الدعوة…</translation>
    </message>
    <message>
        <source>Pinned messages</source>
        <translation>الرسائل المثبتة</translation>
    </message>
</context>
<context>
    <name>RoomView</name>
    <message>
        <source>Grapevine is still starting: try again.</source>
        <translation>ما زال Grapevine يبدأ: حاول مجددًا.</translation>
    </message>
    <message>
        <source>something went wrong inside Grapevine</source>
        <translation>حدث خطأ داخل Grapevine</translation>
    </message>
</context>
<context>
    <name>RoomWishes</name>
    <message>
        <source>Something went wrong inside Grapevine.</source>
        <translation>حدث خطأ داخل Grapevine.</translation>
    </message>
</context>
<context>
    <name>RoomsList</name>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>مسودة:</translation>
    </message>
    <message>
        <source>private</source>
        <translation>خاصة</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>يذكرك</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>مثبتة</translation>
    </message>
    <message>
        <source>You are invited</source>
        <translation>أنت مدعو</translation>
    </message>
</context>
<context>
    <name>SearchChips</name>
    <message>
        <source>Filters</source>
        <translation>المرشحات</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>أزِل {0}</translation>
    </message>
    <message>
        <source>from: person</source>
        <translation>from: شخص</translation>
    </message>
    <message>
        <source>in: room</source>
        <translation>in: غرفة</translation>
    </message>
    <message>
        <source>has: link</source>
        <translation>has: link</translation>
    </message>
    <message>
        <source>before: date</source>
        <translation>before: تاريخ</translation>
    </message>
    <message>
        <source>is: pinned</source>
        <translation>is: pinned</translation>
    </message>
    <message>
        <source>after: date</source>
        <translation>after: تاريخ</translation>
    </message>
    <message>
        <source>on: date</source>
        <translation>on: تاريخ</translation>
    </message>
</context>
<context>
    <name>SearchEmpty</name>
    <message>
        <source>Forget recent searches</source>
        <translation>انسَ عمليات البحث الأخيرة</translation>
    </message>
    <message>
        <source>A little more</source>
        <translation>أكثر قليلًا</translation>
    </message>
    <message>
        <source>Search all your rooms</source>
        <translation>ابحث في كل غرفك</translation>
    </message>
    <message>
        <source>Words match from their beginning; &quot;quotes&quot; keep words together. Narrow it down with from: a person, in: a room, has: link, code, reaction or pin, is: unread, mentioned, edited, pinned or own, before:, after: and on: a day. A minus in front leaves things out.</source>
        <translation>تُطابَق الكلمات من أولها؛ و&quot;علامتا الاقتباس&quot; تجمعان الكلمات. ضيّق البحث بـ from: شخص، و in: غرفة، و has: link أو code أو reaction أو pin، و is: unread أو mentioned أو edited أو pinned أو own، و before: و after: و on: يوم. والناقص قبلها يستثني.</translation>
    </message>
    <message>
        <source>No messages for “{0}”</source>
        <translation>لا رسائل لـ «{0}»</translation>
    </message>
    <message>
        <source>Nothing fits all of it. Try with less:</source>
        <translation>لا شيء يطابق ذلك كله. جرّب بأقل:</translation>
    </message>
    <message>
        <source>Try fewer or other words. Only rooms you are in are searched.</source>
        <translation>جرّب كلمات أقل أو غيرها. يُبحث في الغرف التي أنت فيها فقط.</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>أزِل {0}</translation>
    </message>
    <message numerus="yes">
        <source>Type at least %n letters: fewer are in nearly every message.</source>
        <translation>
            <numerusform>اكتب أكثر.</numerusform>
            <numerusform>اكتب حرفًا على الأقل: الأقل في كل رسالة تقريبًا.</numerusform>
            <numerusform>اكتب حرفين على الأقل: الأقل في كل رسالة تقريبًا.</numerusform>
            <numerusform>اكتب %n أحرف على الأقل: الأقل في كل رسالة تقريبًا.</numerusform>
            <numerusform>اكتب %n حرفًا على الأقل: الأقل في كل رسالة تقريبًا.</numerusform>
            <numerusform>اكتب %n حرف على الأقل: الأقل في كل رسالة تقريبًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type on after {0}:</source>
        <translation>أكمل الكتابة بعد {0}:</translation>
    </message>
    <message>
        <source>Or choose what fits from the chips under the box: Tab takes the first.</source>
        <translation>أو اختر مما تحت الحقل: مفتاح Tab يأخذ الأول.</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Clear</source>
        <translation>امحُ</translation>
    </message>
    <message>
        <source>Clear (Esc)</source>
        <translation>امحُ (Esc)</translation>
    </message>
</context>
<context>
    <name>SearchPreview</name>
    <message>
        <source>The message among those round it</source>
        <translation>الرسالة وما حولها</translation>
    </message>
    <message>
        <source>Open in chat</source>
        <translation>افتح في الدردشة</translation>
    </message>
    <message>
        <source>Open in chat (Enter)</source>
        <translation>افتح في الدردشة (Enter)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>SearchWindow</name>
    <message>
        <source>No messages</source>
        <translation>لا رسائل</translation>
    </message>
    <message>
        <source>there are more</source>
        <translation>وهناك المزيد</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} م.ث</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>البحث</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>ابحث في الرسائل</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>يبحث…</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>لم ينجح البحث</translation>
    </message>
    <message>
        <source>Tab: {0}</source>
        <translation>‏Tab: {0}</translation>
    </message>
    <message>
        <source>↑↓ move · Enter open · Esc close</source>
        <translation>↑↓ تنقّل · Enter فتح · Esc إغلاق</translation>
    </message>
    <message>
        <source>Esc close</source>
        <translation>Esc إغلاق</translation>
    </message>
    <message>
        <source>by room</source>
        <translation>بحسب الغرفة</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>بحسب اليوم</translation>
    </message>
    <message>
        <source>Group by day</source>
        <translation>جمّع بحسب اليوم</translation>
    </message>
    <message>
        <source>Group by room</source>
        <translation>جمّع بحسب الغرفة</translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%n رسائل</numerusform>
            <numerusform>%n رسالة</numerusform>
            <numerusform>%n رسالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %n messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>أحدث رسالة</numerusform>
            <numerusform>أحدث رسالتين</numerusform>
            <numerusform>أحدث %n رسائل</numerusform>
            <numerusform>أحدث %n رسالة</numerusform>
            <numerusform>أحدث %n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>None among the newest messages</source>
        <translation>لا شيء بين أحدث الرسائل</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>ألوان النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>تقليل الحركة</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Next part of the window</source>
        <translation>الجزء التالي من النافذة</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>الجزء السابق من النافذة</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>انتقل إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>Show who is here</source>
        <translation>أظهر من هنا</translation>
    </message>
    <message>
        <source>Add someone by address</source>
        <translation>أضف شخصًا بعنوانه</translation>
    </message>
    <message>
        <source>Go to a room or a person</source>
        <translation>اذهب إلى غرفة أو شخص</translation>
    </message>
    <message>
        <source>New room or message</source>
        <translation>غرفة أو رسالة جديدة</translation>
    </message>
    <message>
        <source>Browse rooms</source>
        <translation>تصفح الغرف</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>المحادثة السابقة</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>المحادثة التالية</translation>
    </message>
    <message>
        <source>Previous unread conversation</source>
        <translation>المحادثة السابقة غير المقروءة</translation>
    </message>
    <message>
        <source>Next unread conversation</source>
        <translation>المحادثة التالية غير المقروءة</translation>
    </message>
    <message>
        <source>Back to where you were reading</source>
        <translation>العودة إلى حيث كنت تقرأ</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>التقدم من جديد</translation>
    </message>
    <message>
        <source>Conversation {0} of the list</source>
        <translation>المحادثة {0} في القائمة</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>علّم مقروءًا</translation>
    </message>
    <message>
        <source>People on this network</source>
        <translation>الأشخاص على هذه الشبكة</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>ابحث في كل شيء</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>إعلان</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>أكبر</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>أصغر</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>الحجم العادي</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>اخرج</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>أرسل</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>سطر جديد</translation>
    </message>
    <message>
        <source>Edit your last message, from an empty box</source>
        <translation>عدّل رسالتك الأخيرة من صندوق فارغ</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>عريض</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>مائل</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>شيفرة</translation>
    </message>
    <message>
        <source>Make an address a link</source>
        <translation>اجعل العنوان رابطًا</translation>
    </message>
    <message>
        <source>Find in this room</source>
        <translation>ابحث في هذه الغرفة</translation>
    </message>
    <message>
        <source>Go to a day</source>
        <translation>اذهب إلى يوم</translation>
    </message>
    <message>
        <source>Reply to the message</source>
        <translation>رد على الرسالة</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>أضف تفاعلًا</translation>
    </message>
    <message>
        <source>Edit the message</source>
        <translation>عدّل الرسالة</translation>
    </message>
    <message>
        <source>Delete the message</source>
        <translation>احذف الرسالة</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>انسخ الرسالة</translation>
    </message>
    <message>
        <source>Copy a link to the message</source>
        <translation>نسخ رابط الرسالة</translation>
    </message>
    <message>
        <source>Mark unread from the message on</source>
        <translation>تعليم كغير مقروء بدءًا من الرسالة</translation>
    </message>
    <message>
        <source>Who wrote the message</source>
        <translation>مَن كتب الرسالة</translation>
    </message>
    <message>
        <source>Older messages, one page</source>
        <translation>رسائل أقدم، صفحة واحدة</translation>
    </message>
    <message>
        <source>Newer messages, one page</source>
        <translation>رسائل أحدث، صفحة واحدة</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>أول رسالة</translation>
    </message>
    <message>
        <source>Latest message</source>
        <translation>أحدث رسالة</translation>
    </message>
    <message>
        <source>The message before</source>
        <translation>الرسالة السابقة</translation>
    </message>
    <message>
        <source>The message after</source>
        <translation>الرسالة التالية</translation>
    </message>
    <message>
        <source>Walk from the latest</source>
        <translation>تنقّل من الأحدث</translation>
    </message>
    <message>
        <source>Open what is marked in the message</source>
        <translation>افتح المحدد في الرسالة</translation>
    </message>
    <message>
        <source>Select the day</source>
        <translation>حدد اليوم</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>انسخ المحدد</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>في كل مكان</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>إغلاق النافذة</translation>
    </message>
    <message>
        <source>First unread message</source>
        <translation>أول رسالة غير مقروءة</translation>
    </message>
</context>
<context>
    <name>SidebarEdge</name>
    <message>
        <source>Width of the list of rooms</source>
        <translation>عرض قائمة الغرف</translation>
    </message>
    <message>
        <source>Drag to make it wider, double-click for the width it had</source>
        <translation>اسحب لتوسيعها، وانقر نقرًا مزدوجًا لاستعادة عرضها السابق</translation>
    </message>
</context>
<context>
    <name>SpellingRows</name>
    <message>
        <source>Check spelling</source>
        <translation>التدقيق الإملائي</translation>
    </message>
    <message>
        <source>With the dictionaries of your system; nothing leaves this computer</source>
        <translation>بقواميس نظامك؛ لا شيء يغادر هذا الحاسوب</translation>
    </message>
</context>
<context>
    <name>StatusChoice</name>
    <message>
        <source>Your status</source>
        <translation>حالتك</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>افتح المجلد</translation>
    </message>
    <message>
        <source>Your keys and all your messages are in this folder and nowhere else. Copy it, while Grapevine is not running, to keep a backup; show it to nobody.</source>
        <translation>مفاتيحك وكل رسائلك في هذا المجلد ولا شيء منها في غيره. انسخه، وGrapevine متوقف، ليكون لك احتياطي؛ ولا تُرِه لأحد.</translation>
    </message>
    <message>
        <source>{0} free on this disk</source>
        <translation>‏{0} خالية على هذا القرص</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Go to</source>
        <translation>اذهب إلى</translation>
    </message>
    <message>
        <source>Go to a room or a person</source>
        <translation>اذهب إلى غرفة أو شخص</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>الأماكن</translation>
    </message>
    <message>
        <source>No room and nobody here is called that.</source>
        <translation>لا غرفة ولا أحد هنا بهذا الاسم.</translation>
    </message>
    <message>
        <source>↑ ↓ to choose · Enter to go · Esc to close</source>
        <translation>↑ ↓ للاختيار · Enter للذهاب · Esc للإغلاق</translation>
    </message>
</context>
<context>
    <name>TargetsModel</name>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Create the room “{0}”</source>
        <translation>أنشئ الغرفة «{0}»</translation>
    </message>
    <message>
        <source>Browse the rooms of this network</source>
        <translation>تصفح غرف هذه الشبكة</translation>
    </message>
    <message>
        <source>Search messages for “{0}”</source>
        <translation>ابحث في الرسائل عن «{0}»</translation>
    </message>
    <message>
        <source>You are invited</source>
        <translation>أنت مدعو</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
</context>
<context>
    <name>TargetsView</name>
    <message>
        <source>Rooms and people</source>
        <translation>الغرف والأشخاص</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>message deleted</source>
        <translation>رسالة محذوفة</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>يذكرك</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>معدَّلة</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>مثبتة</translation>
    </message>
    <message>
        <source>a reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>مثبتة</translation>
    </message>
    <message>
        <source>The message this answers is not here</source>
        <translation>الرسالة المردود عليها ليست هنا</translation>
    </message>
    <message>
        <source>In reply to {0}: {1}</source>
        <translation>رد على {0}: {1}</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>أضف تفاعلًا</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>انسخ الشيفرة</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>ألغِ التثبيت</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>عدّل</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>انسخ النص</translation>
    </message>
    <message>
        <source>Copy link to message</source>
        <translation>انسخ رابط الرسالة</translation>
    </message>
    <message>
        <source>Pin for everyone</source>
        <translation>ثبّت للجميع</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>علّم غير مقروء من هنا</translation>
    </message>
    <message>
        <source>About {0}</source>
        <translation>حول {0}</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>احذف…</translation>
    </message>
    <message>
        <source>Show the former words</source>
        <translation>أظهر النص السابق</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>أظهر أقل</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>أظهر المزيد</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>أعد المحاولة</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>أهمل</translation>
    </message>
    <message>
        <source>{weekday}, {date} {year}, {time}</source>
        <translation>{weekday}، {date} {year}، {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>{weekday}, {date}</source>
        <translation>{weekday}، {date}</translation>
    </message>
    <message>
        <source>{weekday}, {date} {year}</source>
        <translation>{weekday}، {date} {year}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day} {month}</translation>
    </message>
    <message>
        <source>Someone</source>
        <translation>شخص ما</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>محفوظة</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>Not sent: {0}</source>
        <translation>لم تُرسل: {0}</translation>
    </message>
    <message>
        <source>The clock of the sending device is wrong, so this time is too</source>
        <translation>ساعة الجهاز المرسِل خاطئة، فهذا الوقت كذلك</translation>
    </message>
    <message>
        <source>This device signed two different histories; it may have been copied</source>
        <translation>وقّع هذا الجهاز سجلَّين مختلفين؛ لعله نُسخ</translation>
    </message>
    <message>
        <source>This message was deleted. Others may have kept a copy.</source>
        <translation>حُذفت هذه الرسالة. وربما احتفظ آخرون بنسخة.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Copy selection</source>
        <translation>انسخ المحدد</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>انسخ الرابط</translation>
    </message>
    <message>
        <source>Select this day</source>
        <translation>حدد هذا اليوم</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>رسائل جديدة</translation>
    </message>
    <message>
        <source>Edited {0}. Click for the former words</source>
        <translation>عُدّلت {0}. انقر لرؤية النص السابق</translation>
    </message>
    <message>
        <source>Actions for the message</source>
        <translation>إجراءات الرسالة</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier messages from {0} are still on their way</source>
        <translation>
            <numerusform>لا رسائل سابقة من {0} في الطريق</numerusform>
            <numerusform>رسالة سابقة واحدة من {0} ما زالت في الطريق</numerusform>
            <numerusform>رسالتان سابقتان من {0} ما زالتا في الطريق</numerusform>
            <numerusform>%n رسائل سابقة من {0} ما زالت في الطريق</numerusform>
            <numerusform>%n رسالة سابقة من {0} ما زالت في الطريق</numerusform>
            <numerusform>%n رسالة سابقة من {0} ما زالت في الطريق</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%n رسائل</numerusform>
            <numerusform>%n رسالة</numerusform>
            <numerusform>%n رسالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>لا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%n رسائل جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>لا جديد</numerusform>
            <numerusform>واحدة جديدة</numerusform>
            <numerusform>اثنتان جديدتان</numerusform>
            <numerusform>%n جديدة</numerusform>
            <numerusform>%n جديدة</numerusform>
            <numerusform>%n جديدة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>لا آخرين</numerusform>
            <numerusform>شخص آخر</numerusform>
            <numerusform>شخصان آخران</numerusform>
            <numerusform>%n آخرون</numerusform>
            <numerusform>%n آخر</numerusform>
            <numerusform>%n آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delivered to %n</source>
        <translation>
            <numerusform>لم تُسلَّم</numerusform>
            <numerusform>سُلّمت إلى واحد</numerusform>
            <numerusform>سُلّمت إلى اثنين</numerusform>
            <numerusform>سُلّمت إلى %n</numerusform>
            <numerusform>سُلّمت إلى %n</numerusform>
            <numerusform>سُلّمت إلى %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n rooms</source>
        <translation>
            <numerusform>في لا غرفة</numerusform>
            <numerusform>في غرفة واحدة</numerusform>
            <numerusform>في غرفتين</numerusform>
            <numerusform>في %n غرف</numerusform>
            <numerusform>في %n غرفة</numerusform>
            <numerusform>في %n غرفة</numerusform>
        </translation>
    </message>
    <message>
        <source>While apart: {0}</source>
        <translation>أثناء الانقطاع: {0}</translation>
    </message>
    <message>
        <source>While apart: {0} {1}</source>
        <translation>أثناء الانقطاع: {0} {1}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Scroll messages</source>
        <translation>مرّر الرسائل</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Tell me again</source>
        <translation>أشعرني مجددًا</translation>
    </message>
    <message>
        <source>Mute for 1 hour</source>
        <translation>اكتم لساعة</translation>
    </message>
    <message>
        <source>Grapevine is still running</source>
        <translation>ما زال Grapevine يعمل</translation>
    </message>
    <message>
        <source>You stay reachable. Click this icon to come back, or quit in its menu.</source>
        <translation>تبقى متاحًا. انقر هذه الأيقونة للعودة، أو اخرج من قائمتها.</translation>
    </message>
    <message>
        <source>Show Grapevine</source>
        <translation>أظهر Grapevine</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>اخرج</translation>
    </message>
</context>
<context>
    <name>TypingLine</name>
    <message>
        <source>{0} is typing</source>
        <translation>‏{0} يكتب</translation>
    </message>
    <message>
        <source>{0} and {1} are typing</source>
        <translation>‏{0} و{1} يكتبان</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing</source>
        <translation>
            <numerusform>لا أحد يكتب</numerusform>
            <numerusform>شخص يكتب</numerusform>
            <numerusform>شخصان يكتبان</numerusform>
            <numerusform>%n أشخاص يكتبون</numerusform>
            <numerusform>%n شخصًا يكتبون</numerusform>
            <numerusform>%n شخص يكتبون</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreadButton</name>
    <message>
        <source>Go to the first of them</source>
        <translation>الانتقال إلى أولها</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Connected to a network</source>
        <translation>متصل بشبكة</translation>
    </message>
    <message>
        <source>Through {0}</source>
        <translation>عبر {0}</translation>
    </message>
    <message>
        <source>Ready for others</source>
        <translation>جاهز للآخرين</translation>
    </message>
    <message>
        <source>Accepting links on port {0}</source>
        <translation>يقبل الروابط على المنفذ {0}</translation>
    </message>
    <message>
        <source>Port {0} answers on this computer at {1}</source>
        <translation>المنفذ {0} يجيب على هذا الحاسوب عند {1}</translation>
    </message>
    <message>
        <source>The port does not answer</source>
        <translation>المنفذ لا يجيب</translation>
    </message>
    <message>
        <source>Port {0} at {1}, though that is this computer</source>
        <translation>المنفذ {0} عند {1}، مع أنه هذا الحاسوب</translation>
    </message>
    <message>
        <source>Others reached this device</source>
        <translation>وصل آخرون إلى هذا الجهاز</translation>
    </message>
    <message>
        <source>Time since the last: {0}</source>
        <translation>الوقت منذ آخر مرة: {0}</translation>
    </message>
    <message>
        <source>Not proven that others reach this device</source>
        <translation>لم يثبت أن الآخرين يصلون إلى هذا الجهاز</translation>
    </message>
    <message>
        <source>None has linked to it by itself since the start</source>
        <translation>لم يرتبط به أي جهاز من تلقاء نفسه منذ البدء</translation>
    </message>
    <message>
        <source>No call of anybody else was heard yet</source>
        <translation>لم يُسمع نداء من أحد بعد</translation>
    </message>
    <message>
        <source>Nobody is here, or a firewall or the Wi-Fi keeps devices apart</source>
        <translation>لا أحد هنا، أو جدار ناري أو شبكة Wi-Fi تفصل الأجهزة</translation>
    </message>
    <message>
        <source>The firewall blocks everything that comes in</source>
        <translation>الجدار الناري يحجب كل ما يَرِد</translation>
    </message>
    <message>
        <source>It is the firewall of {0}</source>
        <translation>إنه الجدار الناري في {0}</translation>
    </message>
    <message>
        <source>The firewall lets links through</source>
        <translation>الجدار الناري يسمح بالروابط</translation>
    </message>
    <message>
        <source>{0} is on</source>
        <translation>‏{0} يعمل</translation>
    </message>
    <message>
        <source>A firewall is on</source>
        <translation>جدار ناري يعمل</translation>
    </message>
    <message>
        <source>Whether {0} lets Grapevine in cannot be told</source>
        <translation>لا يُعرف إن كان {0} يسمح بدخول Grapevine</translation>
    </message>
    <message>
        <source>A firewall may be on</source>
        <translation>قد يكون جدار ناري يعمل</translation>
    </message>
    <message>
        <source>Whether one is on in this computer cannot be told</source>
        <translation>لا يُعرف إن كان في هذا الحاسوب جدار يعمل</translation>
    </message>
    <message>
        <source>No VPN is on</source>
        <translation>لا VPN يعمل</translation>
    </message>
    <message>
        <source>As far as the system tells</source>
        <translation>بحسب ما يقوله النظام</translation>
    </message>
    <message>
        <source>A VPN is on</source>
        <translation>‏VPN يعمل</translation>
    </message>
    <message>
        <source>{0}; the links stand all the same</source>
        <translation>‏{0}؛ والروابط قائمة مع ذلك</translation>
    </message>
    <message>
        <source>A VPN takes all traffic of this computer</source>
        <translation>‏VPN يأخذ كل حركة هذا الحاسوب</translation>
    </message>
    <message>
        <source>{0} may close off the local network</source>
        <translation>قد يغلق {0} الشبكة المحلية</translation>
    </message>
    <message>
        <source>Calls for others do not go through {0}, and it may take traffic of the local network</source>
        <translation>النداءات لا تمر عبر {0}، وقد يأخذ من حركة الشبكة المحلية</translation>
    </message>
    <message>
        <source>Another version of Grapevine is heard</source>
        <translation>يُسمع إصدار آخر من Grapevine</translation>
    </message>
    <message>
        <source>It speaks version {0}, this device {1}</source>
        <translation>يتكلم الإصدار {0}، وهذا الجهاز {1}</translation>
    </message>
    <message>
        <source>An address is in no network of this computer</source>
        <translation>عنوان ليس في أي شبكة لهذا الحاسوب</translation>
    </message>
    <message>
        <source>Only a router can lead to {0}</source>
        <translation>لا يوصل إلى {0} إلا موجّه</translation>
    </message>
    <message>
        <source>This device&apos;s clock is {0} off the others&apos;</source>
        <translation>ساعة هذا الجهاز تختلف عن ساعات الآخرين بمقدار {0}</translation>
    </message>
    <message>
        <source>Messages are stamped with theirs</source>
        <translation>تُختم الرسائل بوقتهم</translation>
    </message>
    <message>
        <source>The clock is not compared yet</source>
        <translation>لم تُقارن الساعة بعد</translation>
    </message>
    <message>
        <source>There is no other device to compare it with</source>
        <translation>لا جهاز آخر للمقارنة به</translation>
    </message>
    <message>
        <source>{0} is known but not linked</source>
        <translation>‏{0} معروف لكنه غير متصل</translation>
    </message>
    <message>
        <source>Grapevine is not running there, or this network does not carry its packets</source>
        <translation>‏Grapevine لا يعمل هناك، أو هذه الشبكة لا تنقل رزمه</translation>
    </message>
    <message>
        <source>Others reach this device</source>
        <translation>الآخرون يصلون إلى هذا الجهاز</translation>
    </message>
    <message>
        <source>Another Grapevine network is here</source>
        <translation>شبكة Grapevine أخرى هنا</translation>
    </message>
    <message numerus="yes">
        <source>%n devices linked to it by themselves; longest link: {0}</source>
        <translation>
            <numerusform>لم يرتبط به أي جهاز من تلقاء نفسه؛ أطول رابط: {0}</numerusform>
            <numerusform>ارتبط به جهاز واحد من تلقاء نفسه؛ مدة الرابط: {0}</numerusform>
            <numerusform>ارتبط به جهازان من تلقاء نفسيهما؛ أطول رابط: {0}</numerusform>
            <numerusform>ارتبطت به %n أجهزة من تلقاء نفسها؛ أطول رابط: {0}</numerusform>
            <numerusform>ارتبط به %n جهازًا من تلقاء نفسها؛ أطول رابط: {0}</numerusform>
            <numerusform>ارتبط به %n جهاز من تلقاء نفسها؛ أطول رابط: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in it are heard</source>
        <translation>
            <numerusform>لا تُسمع نداءات منها</numerusform>
            <numerusform>تُسمع نداءات جهاز واحد فيها</numerusform>
            <numerusform>تُسمع نداءات جهازين فيها</numerusform>
            <numerusform>تُسمع نداءات %n أجهزة فيها</numerusform>
            <numerusform>تُسمع نداءات %n جهازًا فيها</numerusform>
            <numerusform>تُسمع نداءات %n جهاز فيها</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>You are not in the room that this link leads to.</source>
        <translation>لستَ في الغرفة التي يؤدي إليها هذا الرابط.</translation>
    </message>
    <message>
        <source>This message has not arrived on this device.</source>
        <translation>لم تصل هذه الرسالة إلى هذا الجهاز.</translation>
    </message>
    <message>
        <source>You are no longer in {0}.</source>
        <translation>لم تعد في {0}.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours} س {minutes}</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} م.ث</translation>
    </message>
    <message>
        <source>Not connected to any network. Messages will be sent when someone is reachable.</source>
        <translation>غير متصل بأي شبكة. تُرسل الرسائل متى أمكن الوصول إلى أحد.</translation>
    </message>
    <message>
        <source>Looking for a network…</source>
        <translation>يبحث عن شبكة…</translation>
    </message>
    <message>
        <source>Looking for people on this network…</source>
        <translation>يبحث عن أشخاص على هذه الشبكة…</translation>
    </message>
    <message>
        <source>Looking for people on {0}…</source>
        <translation>يبحث عن أشخاص على {0}…</translation>
    </message>
    <message>
        <source>Open network: anyone on this LAN can join and read the lobby.</source>
        <translation>شبكة مفتوحة: يمكن لكل من على هذه الشبكة المحلية الانضمام وقراءة الردهة.</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>حتى {0}</translation>
    </message>
    <message>
        <source>yesterday, {0}</source>
        <translation>أمس، {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>لا أجهزة</numerusform>
            <numerusform>جهاز واحد</numerusform>
            <numerusform>جهازان</numerusform>
            <numerusform>%n أجهزة</numerusform>
            <numerusform>%n جهازًا</numerusform>
            <numerusform>%n جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>لا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%n أعضاء</numerusform>
            <numerusform>%n عضوًا</numerusform>
            <numerusform>%n عضو</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>لا متصل</numerusform>
            <numerusform>متصل واحد</numerusform>
            <numerusform>متصلان</numerusform>
            <numerusform>%n متصلين</numerusform>
            <numerusform>%n متصلًا</numerusform>
            <numerusform>%n متصل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>لا رسائل غير مقروءة</numerusform>
            <numerusform>رسالة غير مقروءة</numerusform>
            <numerusform>رسالتان غير مقروءتين</numerusform>
            <numerusform>%n رسائل غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%n رسائل</numerusform>
            <numerusform>%n رسالة</numerusform>
            <numerusform>%n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Invisible</source>
        <translation>غير ظاهر</translation>
    </message>
</context>
<context>
    <name>_DeviceRow</name>
    <message>
        <source>a device</source>
        <translation>جهاز</translation>
    </message>
    <message>
        <source>online since {0}</source>
        <translation>متصل منذ {0}</translation>
    </message>
    <message>
        <source>away for {0}</source>
        <translation>بعيد منذ {0}</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>شوهد {0}</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>direct, {0}</source>
        <translation>مباشر، {0}</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>Chat with the people on this network</source>
        <translation>دردش مع من على هذه الشبكة</translation>
    </message>
    <message>
        <source>No account, no server, no internet. Everything stays on your computers.</source>
        <translation>لا حساب ولا خادوم ولا إنترنت. كل شيء يبقى على حواسيبكم.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>The name others see; you can change it at any time</source>
        <translation>الاسم الذي يراه الآخرون؛ يمكنك تغييره متى شئت</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>ابدأ الدردشة</translation>
    </message>
    <message>
        <source>Start chatting (Enter)</source>
        <translation>ابدأ الدردشة (Enter)</translation>
    </message>
    <message>
        <source>Nobody could read this name: type at least one letter.</source>
        <translation>لا يستطيع أحد قراءة هذا الاسم: اكتب حرفًا على الأقل.</translation>
    </message>
    <message>
        <source>Others see: {0}</source>
        <translation>يرى الآخرون: {0}</translation>
    </message>
    <message>
        <source>Others see this. You can change it at any time.</source>
        <translation>يراه الآخرون. يمكنك تغييره متى شئت.</translation>
    </message>
    <message>
        <source>Use an invite</source>
        <translation>استخدم دعوة</translation>
    </message>
    <message>
        <source>Add the device of someone who sent you an invite or address</source>
        <translation>أضف جهاز من أرسل إليك دعوة أو عنوانًا</translation>
    </message>
    <message>
        <source>Did someone send you an invite?</source>
        <translation>هل أرسل إليك أحد دعوة؟</translation>
    </message>
</context>
<context>
    <name>_Found</name>
    <message>
        <source>This network is open: anyone on it can join and read the lobby. What is written is encrypted on its way.</source>
        <translation>هذه الشبكة مفتوحة: يمكن لكل من عليها الانضمام وقراءة الردهة. وما يُكتب معمّى في طريقه.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>People show up here once this device is on a network.</source>
        <translation>يظهر الناس هنا متى كان هذا الجهاز على شبكة.</translation>
    </message>
</context>
<context>
    <name>_Identity</name>
    <message>
        <source>Enter keeps the name, Esc keeps the old one</source>
        <translation>‏Enter يحفظ الاسم، وEsc يبقي القديم</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>New room or message</source>
        <translation>غرفة أو رسالة جديدة</translation>
    </message>
    <message>
        <source>Your name: {0}</source>
        <translation>اسمك: {0}</translation>
    </message>
    <message>
        <source>{0}: click to change your name</source>
        <translation>{0}: انقر لتغيير اسمك</translation>
    </message>
    <message>
        <source>Network: {0}</source>
        <translation>الشبكة: {0}</translation>
    </message>
    <message>
        <source>How this device is connected</source>
        <translation>كيف يتصل هذا الجهاز</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>{0}: back to the usual keys</source>
        <translation>{0}: العودة إلى المفاتيح المعتادة</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>استعمله هنا</translation>
    </message>
    <message>
        <source>{0} is for writing: add Ctrl or Alt.</source>
        <translation>‏{0} للكتابة: أضف Ctrl أو Alt.</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”.</source>
        <translation>‏{0} يخص «{1}».</translation>
    </message>
</context>
<context>
    <name>_Trust</name>
    <message>
        <source>Show</source>
        <translation>أظهر</translation>
    </message>
    <message>
        <source>This is you</source>
        <translation>هذا أنت</translation>
    </message>
    <message>
        <source>Others compare their number with yours.</source>
        <translation>يقارن الآخرون رقمهم برقمك.</translation>
    </message>
    <message>
        <source>Not verified yet</source>
        <translation>لم يوثَّق بعد</translation>
    </message>
    <message>
        <source>Compare a number to be sure that it is really them.</source>
        <translation>قارنا رقمًا للتأكد من أنه هو حقًا.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>قارن</translation>
    </message>
    <message>
        <source>Show the number to compare</source>
        <translation>أظهر الرقم للمقارنة</translation>
    </message>
    <message>
        <source>You compared codes with each other</source>
        <translation>قارنتما الرموز معًا</translation>
    </message>
</context>
</TS>
