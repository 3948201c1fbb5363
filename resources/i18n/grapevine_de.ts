<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutPage</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Group chat for the people on your network, with no server, no account and no internet. Free under the Apache License 2.0.</source>
        <translation>Gruppenchat für die Leute in deinem Netz, ohne Server, ohne Konto und ohne Internet. Frei unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
</context>
<context>
    <name>AddAddress</name>
    <message>
        <source>Add someone by address</source>
        <translation>Jemanden per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>The address of their device as their Copy my address gives it, or the whole invite that they sent you.</source>
        <translation>Die Adresse des anderen Geräts, wie sie dort „Meine Adresse kopieren“ liefert, oder die ganze Einladung, die du bekommen hast.</translation>
    </message>
    <message>
        <source>Address or invite</source>
        <translation>Adresse oder Einladung</translation>
    </message>
    <message>
        <source>An address with its port, such as 192.168.1.20:47474</source>
        <translation>Eine Adresse mit ihrem Port, etwa 192.168.1.20:47474</translation>
    </message>
    <message>
        <source>Copy invite</source>
        <translation>Einladung kopieren</translation>
    </message>
    <message>
        <source>Copy a text that lets someone add this device</source>
        <translation>Einen Text kopieren, mit dem jemand dieses Gerät hinzufügen kann</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Write an address like {0}, or paste an invite.</source>
        <translation>Schreib eine Adresse wie {0} oder füge eine Einladung ein.</translation>
    </message>
    <message>
        <source>There is no port {0}: ports go from 1 to 65535.</source>
        <translation>Den Port {0} gibt es nicht: Ports gehen von 1 bis 65535.</translation>
    </message>
    <message>
        <source>A port is a number. Write it like {0}.</source>
        <translation>Ein Port ist eine Zahl. Schreib sie wie {0}.</translation>
    </message>
    <message>
        <source>{0} is no IP address: it has four numbers, each up to 255.</source>
        <translation>{0} ist keine IP-Adresse: Sie hat vier Zahlen, jede bis 255.</translation>
    </message>
    <message>
        <source>An IPv6 address stands in brackets, like {0}.</source>
        <translation>Eine IPv6-Adresse steht in eckigen Klammern, wie {0}.</translation>
    </message>
    <message>
        <source>There is no address in this. Write it like {0}.</source>
        <translation>Darin steht keine Adresse. Schreib sie wie {0}.</translation>
    </message>
    <message>
        <source>The port is missing. Write it like {0}.</source>
        <translation>Der Port fehlt. Schreib sie wie {0}.</translation>
    </message>
    <message>
        <source>No computer can be called {0}: look at its spelling.</source>
        <translation>Kein Computer kann {0} heißen: Prüfe die Schreibweise.</translation>
    </message>
</context>
<context>
    <name>AddressWishes</name>
    <message>
        <source>Trying {0}: who is there shows up by itself.</source>
        <translation>{0} wird versucht: Wer dort ist, erscheint von selbst.</translation>
    </message>
</context>
<context>
    <name>AnnouncePreview</name>
    <message>
        <source>How it will look</source>
        <translation>So wird es aussehen</translation>
    </message>
</context>
<context>
    <name>AnnounceWindow</name>
    <message>
        <source>Announcement</source>
        <translation>Durchsage</translation>
    </message>
    <message>
        <source>Tick the rooms and people it should go to.</source>
        <translation>Wähle die Räume und Leute, an die sie gehen soll.</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>Goes to {0}: {1}, each once.</source>
        <translation>Geht an {0}: {1}, jede einmal.</translation>
    </message>
    <message>
        <source>Goes to {0}: at most {1}, each once.</source>
        <translation>Geht an {0}: höchstens {1}, jede einmal.</translation>
    </message>
    <message>
        <source>Write something to send.</source>
        <translation>Schreib etwas, das gesendet werden soll.</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends; there are a few seconds to undo it.</source>
        <translation>Strg+Eingabe sendet; es lässt sich ein paar Sekunden lang zurücknehmen.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Sent to {0} of {1}.</source>
        <translation>An {0} von {1} gesendet.</translation>
    </message>
    <message>
        <source>The others are listed with the reason.</source>
        <translation>Die übrigen stehen mit dem Grund in der Liste.</translation>
    </message>
    <message>
        <source>Find a room or a person</source>
        <translation>Raum oder Person finden</translation>
    </message>
    <message>
        <source>Tick all shown</source>
        <translation>Alle gezeigten wählen</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Keine wählen</translation>
    </message>
    <message>
        <source>Everybody gets it once, however many of these rooms they are in. It is kept in each room like any message.</source>
        <translation>Alle bekommen sie einmal, in wie vielen dieser Räume sie auch sind. Sie bleibt in jedem Raum wie jede Nachricht.</translation>
    </message>
    <message>
        <source>Text of the announcement</source>
        <translation>Text der Durchsage</translation>
    </message>
    <message>
        <source>What should everybody know?</source>
        <translation>Was sollen alle wissen?</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Senden (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Undo (Esc)</source>
        <translation>Zurücknehmen (Esc)</translation>
    </message>
    <message>
        <source>New announcement</source>
        <translation>Neue Durchsage</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>noch %n Byte</numerusform>
            <numerusform>noch %n Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes too long</source>
        <translation>
            <numerusform>%n Byte zu lang</numerusform>
            <numerusform>%n Bytes zu lang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people in all</source>
        <translation>
            <numerusform>insgesamt %n Person</numerusform>
            <numerusform>insgesamt %n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rooms</source>
        <translation>
            <numerusform>%n Raum</numerusform>
            <numerusform>%n Räume</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n</source>
        <translation>
            <numerusform>%n noch einmal versuchen</numerusform>
            <numerusform>%n noch einmal versuchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Wird in %n s gesendet</numerusform>
            <numerusform>Wird in %n s gesendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>BrowseRooms</name>
    <message>
        <source>Rooms on this network</source>
        <translation>Räume in diesem Netz</translation>
    </message>
    <message>
        <source>Find a room</source>
        <translation>Raum finden</translation>
    </message>
    <message>
        <source>Open rooms</source>
        <translation>Offene Räume</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>Neuer Raum …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No open room is called that.</source>
        <translation>Kein offener Raum heißt so.</translation>
    </message>
    <message>
        <source>There is no open room on this network yet.</source>
        <translation>In diesem Netz gibt es noch keinen offenen Raum.</translation>
    </message>
    <message>
        <source>Looking for rooms…</source>
        <translation>Räume werden gesucht …</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>ChatWindow</name>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>No one else is here. Messages will be sent when someone is reachable.</source>
        <translation>Niemand sonst ist da. Nachrichten gehen hinaus, sobald jemand erreichbar ist.</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Works</source>
        <translation>Funktioniert</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
</context>
<context>
    <name>ChoicesPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>CloseNotice</name>
    <message>
        <source>While its window was closed Grapevine was still running, at its icon in the tray: you stayed reachable. To end it, quit in the icon&apos;s menu.</source>
        <translation>Während sein Fenster geschlossen war, lief Grapevine weiter, mit seinem Symbol im Infobereich: du warst erreichbar. Zum Beenden gibt es „Beenden“ im Menü des Symbols.</translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CompareNumber</name>
    <message>
        <source>Compare with {0}</source>
        <translation>Mit {0} vergleichen</translation>
    </message>
    <message>
        <source>Read these numbers to each other, in person or by telephone. Theirs stand in their Grapevine, on your card. If all are the same, nobody stands between you.</source>
        <translation>Lest euch diese Zahlen vor, persönlich oder am Telefon. Die andere Seite findet sie in ihrem Grapevine auf deiner Karte. Sind alle gleich, steht niemand zwischen euch.</translation>
    </message>
    <message>
        <source>You compared them on {0}.</source>
        <translation>Ihr habt sie am {0} verglichen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>Zahl kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not verified any more</source>
        <translation>Nicht mehr überprüft</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>Sie sind gleich</translation>
    </message>
    <message>
        <source>Safety number: {0}</source>
        <translation>Sicherheitsnummer: {0}</translation>
    </message>
    <message>
        <source>Not known yet: it needs one meeting on the network.</source>
        <translation>Noch nicht bekannt: dafür braucht es eine Begegnung im Netz.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>encrypted on this network</source>
        <translation>in diesem Netz verschlüsselt</translation>
    </message>
    <message>
        <source>Message to {0}</source>
        <translation>Nachricht an {0}</translation>
    </message>
    <message>
        <source>Reply to {0}</source>
        <translation>Antwort an {0}</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht ändern</translation>
    </message>
    <message>
        <source>Enter to send · Shift+Enter for a new line</source>
        <translation>Eingabe sendet · Umschalt+Eingabe für eine neue Zeile</translation>
    </message>
    <message>
        <source>Not pasted: {0} KiB is too much for messages of 16 KiB.</source>
        <translation>Nicht eingefügt: {0} KiB sind zu viel für Nachrichten von 16 KiB.</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>noch %n Byte</numerusform>
            <numerusform>noch %n Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Wird in %n s gesendet</numerusform>
            <numerusform>Wird in %n s gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too long by %n bytes: a message holds 16 KiB. Send it in parts.</source>
        <translation>
            <numerusform>%n Byte zu lang: eine Nachricht fasst 16 KiB. Sende sie in Teilen.</numerusform>
            <numerusform>%n Bytes zu lang: eine Nachricht fasst 16 KiB. Sende sie in Teilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not pasted: only words can be sent, no pictures or files.</source>
        <translation>Nicht eingefügt: Nur Text kann gesendet werden, keine Bilder oder Dateien.</translation>
    </message>
    <message>
        <source>Ctrl+Enter to send · Enter for a new line</source>
        <translation>Strg+Eingabe sendet · Eingabe für eine neue Zeile</translation>
    </message>
</context>
<context>
    <name>ComposerBox</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>ComposerSpelling</name>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Add “{0}” to the dictionary</source>
        <translation>„{0}“ ins Wörterbuch aufnehmen</translation>
    </message>
</context>
<context>
    <name>ComposerStrip</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ConfirmLink</name>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>The message shows “{0}”, but the link leads to:</source>
        <translation>Die Nachricht zeigt „{0}“, der Link führt aber zu:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address the link leads to</source>
        <translation>Adresse kopieren, zu der der Link führt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open it in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Your connection</source>
        <translation>Deine Verbindung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ConnectionChecks</name>
    <message>
        <source>Copy my address</source>
        <translation>Meine Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy this device&apos;s address for someone to add</source>
        <translation>Adresse dieses Geräts kopieren, damit jemand sie hinzufügen kann</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>Per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CreateRoom</name>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Open: everyone on this network can find and join it</source>
        <translation>Offen: alle in diesem Netz können beitreten</translation>
    </message>
    <message>
        <source>Private: only people who were invited</source>
        <translation>Privat: nur wer eingeladen wurde</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Create room</source>
        <translation>Raum anlegen</translation>
    </message>
    <message>
        <source>A room of this name is in your list already.</source>
        <translation>Ein Raum mit diesem Namen steht schon in deiner Liste.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>There is an open room of this name already.</source>
        <translation>Es gibt schon einen offenen Raum mit diesem Namen.</translation>
    </message>
    <message>
        <source>Join it</source>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>DateChip</name>
    <message>
        <source>Go to a day</source>
        <translation>Zu einem Tag gehen</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Go to a day</source>
        <translation>Zu einem Tag gehen</translation>
    </message>
    <message>
        <source>Month before (Page Up)</source>
        <translation>Monat davor (Bild auf)</translation>
    </message>
    <message>
        <source>Month after (Page Down)</source>
        <translation>Monat danach (Bild ab)</translation>
    </message>
    <message>
        <source>Such as {0}</source>
        <translation>Etwa {0}</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>Erste Nachricht</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete this message?</source>
        <translation>Diese Nachricht löschen?</translation>
    </message>
    <message>
        <source>It goes from every device that honours this. Others may have kept a copy.</source>
        <translation>Sie verschwindet von jedem Gerät, das sich daran hält. Andere können eine Kopie behalten haben.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Message details</source>
        <translation>Einzelheiten der Nachricht</translation>
    </message>
    <message>
        <source>Sent by {0}, {1}</source>
        <translation>Gesendet von {0}, {1}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No other device has confirmed it yet.</source>
        <translation>Noch kein anderes Gerät hat sie bestätigt.</translation>
    </message>
    <message>
        <source>{0} · {1} · {2}</source>
        <translation>{0} · {1} · {2}</translation>
    </message>
    <message>
        <source>Words over time</source>
        <translation>Wortlaut im Lauf der Zeit</translation>
    </message>
    <message numerus="yes">
        <source>On %n other devices</source>
        <translation>
            <numerusform>Auf %n weiteren Gerät</numerusform>
            <numerusform>Auf %n weiteren Geräten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>yellow</source>
        <translation>gelb</translation>
    </message>
    <message>
        <source>light skin tone</source>
        <translation>helle Hautfarbe</translation>
    </message>
    <message>
        <source>medium-light skin tone</source>
        <translation>mittelhelle Hautfarbe</translation>
    </message>
    <message>
        <source>medium skin tone</source>
        <translation>mittlere Hautfarbe</translation>
    </message>
    <message>
        <source>medium-dark skin tone</source>
        <translation>mitteldunkle Hautfarbe</translation>
    </message>
    <message>
        <source>dark skin tone</source>
        <translation>dunkle Hautfarbe</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>Smileys</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Natur</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Dinge</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
    <message>
        <source>No emoji is called that</source>
        <translation>Kein Emoji heißt so</translation>
    </message>
    <message>
        <source>Skin tone {0} of {1}: {2}</source>
        <translation>Hautton {0} von {1}: {2}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Nothing said in {0} yet</source>
        <translation>In {0} wurde noch nichts gesagt</translation>
    </message>
    <message>
        <source>People show up here once this device is on a network.</source>
        <translation>Leute erscheinen hier, sobald dieses Gerät in einem Netz ist.</translation>
    </message>
    <message>
        <source>{0} invites you to {1}</source>
        <translation>{0} lädt dich in {1} ein</translation>
    </message>
    <message>
        <source>Say hello: everyone on this network reads what is written here.</source>
        <translation>Sag hallo: alle in diesem Netz lesen, was hier steht.</translation>
    </message>
    <message>
        <source>{0} here with you. Say hello.</source>
        <translation>{0} mit dir da. Sag hallo.</translation>
    </message>
    <message>
        <source>Whoever opens Grapevine on this network shows up here.</source>
        <translation>Wer Grapevine in diesem Netz öffnet, erscheint hier.</translation>
    </message>
    <message>
        <source>No one else yet</source>
        <translation>Noch niemand sonst</translation>
    </message>
    <message>
        <source>Grapevine goes on looking by itself. Ask someone on this network to open it, or add them by address. What you write meanwhile is kept and sent.</source>
        <translation>Grapevine sucht von selbst weiter. Bitte jemanden in diesem Netz, es zu öffnen, oder füge sie per Adresse hinzu. Was du inzwischen schreibst, bleibt und wird gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n other people are</source>
        <translation>
            <numerusform>%n weitere Person ist</numerusform>
            <numerusform>%n weitere Personen sind</numerusform>
        </translation>
    </message>
    <message>
        <source>Say hello: only the two of you read what is written here.</source>
        <translation>Sag hallo: Nur ihr beide lest, was hier geschrieben wird.</translation>
    </message>
    <message>
        <source>Say hello: only its members read what is written here.</source>
        <translation>Sag hallo: Nur Mitglieder lesen, was hier geschrieben wird.</translation>
    </message>
    <message>
        <source>Nothing written to {0} yet</source>
        <translation>Noch nichts an {0} geschrieben</translation>
    </message>
    <message>
        <source>You are invited to {0}</source>
        <translation>Du bist in {0} eingeladen</translation>
    </message>
    <message>
        <source>A private room: only its members read what is written there. You see its messages once you join.</source>
        <translation>Ein privater Raum: Nur Mitglieder lesen, was dort geschrieben wird. Du siehst die Nachrichten, sobald du beitrittst.</translation>
    </message>
</context>
<context>
    <name>Face</name>
    <message>
        <source>Grapevine cannot start</source>
        <translation>Grapevine kann nicht starten</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this room</source>
        <translation>In diesem Raum suchen</translation>
    </message>
    <message>
        <source>Older (Enter)</source>
        <translation>Älter (Eingabe)</translation>
    </message>
    <message>
        <source>Newer (Shift+Enter)</source>
        <translation>Neuer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n</source>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Unread {0}</source>
        <translation>Ungelesen {0}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>That is you, on this device.</source>
        <translation>Das bist du, auf diesem Gerät.</translation>
    </message>
    <message>
        <source>{0} is linked with this device at {1}.</source>
        <translation>{0} ist mit diesem Gerät verbunden, unter {1}.</translation>
    </message>
    <message>
        <source>{0} is known but not linked: Grapevine is not running there, or this network does not carry its packets.</source>
        <translation>{0} ist bekannt, aber nicht verbunden: Grapevine läuft dort nicht, oder dieses Netz trägt die Pakete nicht.</translation>
    </message>
    <message>
        <source>Ask for the address shown in their Grapevine and add it here.</source>
        <translation>Frage nach der Adresse, die dort in Grapevine steht, und füge sie hier hinzu.</translation>
    </message>
    <message>
        <source>Accepting links on port {0}.</source>
        <translation>Nimmt Verbindungen an Port {0} an.</translation>
    </message>
    <message>
        <source>No port accepts links.</source>
        <translation>Kein Port nimmt Verbindungen an.</translation>
    </message>
    <message>
        <source>Nobody is linked yet.</source>
        <translation>Noch ist niemand verbunden.</translation>
    </message>
    <message>
        <source>This device&apos;s clock is {0} off the others&apos;; messages are stamped with theirs.</source>
        <translation>Die Uhr dieses Geräts weicht um {0} von den anderen ab; Nachrichten tragen deren Zeit.</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock.</source>
        <translation>Stelle die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The clock agrees with the others&apos;.</source>
        <translation>Die Uhr stimmt mit den anderen überein.</translation>
    </message>
    <message>
        <source>Looking for others is switched off.</source>
        <translation>Die Suche nach anderen ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>This computer is not connected to any network.</source>
        <translation>Dieser Rechner ist mit keinem Netz verbunden.</translation>
    </message>
    <message>
        <source>Plug in a cable or join a Wi-Fi.</source>
        <translation>Stecke ein Kabel ein oder gehe in ein WLAN.</translation>
    </message>
    <message>
        <source>Connected through {0}.</source>
        <translation>Verbunden über {0}.</translation>
    </message>
    <message>
        <source>Calling for others just now.</source>
        <translation>Ruft gerade nach anderen.</translation>
    </message>
    <message>
        <source>Calls for others go out.</source>
        <translation>Rufe nach anderen gehen hinaus.</translation>
    </message>
    <message>
        <source>Calls for others cannot be sent on this network.</source>
        <translation>Rufe nach anderen können in diesem Netz nicht gesendet werden.</translation>
    </message>
    <message>
        <source>A VPN or a firewall may hold them: add the other&apos;s address by hand.</source>
        <translation>Ein VPN oder eine Firewall hält sie vielleicht auf: füge die Adresse der anderen von Hand hinzu.</translation>
    </message>
    <message>
        <source>Others&apos; calls are heard.</source>
        <translation>Rufe anderer werden gehört.</translation>
    </message>
    <message>
        <source>No call of anybody else was heard yet: nobody is here, or a firewall or the Wi-Fi keeps devices apart.</source>
        <translation>Noch wurde kein Ruf von anderen gehört: niemand ist da, oder eine Firewall oder das WLAN trennt die Geräte.</translation>
    </message>
    <message>
        <source>This LAN</source>
        <translation>Dieses LAN</translation>
    </message>
    <message>
        <source>Port {0} answers on this computer at {1}.</source>
        <translation>Port {0} antwortet auf diesem Computer unter {1}.</translation>
    </message>
    <message>
        <source>Port {0} does not answer at {1}, though that is this computer.</source>
        <translation>Port {0} antwortet unter {1} nicht, obwohl das dieser Computer ist.</translation>
    </message>
    <message>
        <source>Another program may hold the port, or a security program closes it: start Grapevine again, or choose another port in the settings under Network.</source>
        <translation>Vielleicht hält ein anderes Programm den Port, oder ein Sicherheitsprogramm schließt ihn: Starte Grapevine neu oder wähle in den Einstellungen unter „Netzwerk“ einen anderen Port.</translation>
    </message>
    <message>
        <source>Others reached this device; time since the last: {0}.</source>
        <translation>Andere haben dieses Gerät erreicht; Zeit seit dem letzten Mal: {0}.</translation>
    </message>
    <message>
        <source>No other device has linked to this one by itself since the start: that others reach it is not proven.</source>
        <translation>Seit dem Start hat sich kein anderes Gerät von sich aus mit diesem verbunden: Dass andere es erreichen, ist nicht erwiesen.</translation>
    </message>
    <message>
        <source>The firewall of {0} blocks everything that comes in.</source>
        <translation>Die Firewall von {0} blockiert alles, was hereinkommt.</translation>
    </message>
    <message>
        <source>Let incoming connections in, in the system&apos;s settings of the firewall.</source>
        <translation>Lass in den Systemeinstellungen der Firewall eingehende Verbindungen zu.</translation>
    </message>
    <message>
        <source>The firewall {0} is on; links come through.</source>
        <translation>Die Firewall {0} ist an; Verbindungen kommen durch.</translation>
    </message>
    <message>
        <source>The firewall {0} is on; whether it lets Grapevine in cannot be told.</source>
        <translation>Die Firewall {0} ist an; ob sie Grapevine hereinlässt, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>If others cannot link to this device, this opens the firewall for Grapevine:</source>
        <translation>Wenn andere sich nicht mit diesem Gerät verbinden können, öffnet dies die Firewall für Grapevine:</translation>
    </message>
    <message>
        <source>The port changes with each start: set a fixed one in the settings under Network first. Then this opens the firewall:</source>
        <translation>Der Port wechselt mit jedem Start: Lege zuerst in den Einstellungen unter „Netzwerk“ einen festen fest. Dann öffnet dies die Firewall:</translation>
    </message>
    <message>
        <source>No firewall is on in this computer.</source>
        <translation>Auf diesem Computer ist keine Firewall an.</translation>
    </message>
    <message>
        <source>Whether a firewall is on in this computer cannot be told.</source>
        <translation>Ob auf diesem Computer eine Firewall an ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>No VPN is on, as far as the system tells.</source>
        <translation>Es ist kein VPN an, soweit das System es verrät.</translation>
    </message>
    <message>
        <source>A VPN is on ({0}); the links stand all the same.</source>
        <translation>Ein VPN ist an ({0}); die Verbindungen stehen trotzdem.</translation>
    </message>
    <message>
        <source>A VPN ({0}) takes all traffic of this computer; it may close off the local network.</source>
        <translation>Ein VPN ({0}) nimmt allen Verkehr dieses Computers auf; es kann das lokale Netzwerk abschneiden.</translation>
    </message>
    <message>
        <source>Allow the local network in the settings of the VPN, or switch it off to try.</source>
        <translation>Erlaube in den Einstellungen des VPN das lokale Netzwerk, oder schalte es zum Versuch aus.</translation>
    </message>
    <message>
        <source>A VPN is on ({0}): calls for others do not go through it, and it may take traffic of the local network.</source>
        <translation>Ein VPN ist an ({0}): Rufe nach anderen gehen nicht hindurch, und es kann Verkehr des lokalen Netzwerks an sich ziehen.</translation>
    </message>
    <message>
        <source>Whoever is only reached through the VPN is added by address.</source>
        <translation>Wer nur durch das VPN erreichbar ist, wird über die Adresse hinzugefügt.</translation>
    </message>
    <message>
        <source>Only devices with the same network key find each other: start all of them with the same --network-key.</source>
        <translation>Nur Geräte mit demselben Netzwerkschlüssel finden einander: Starte alle mit demselben --network-key.</translation>
    </message>
    <message>
        <source>They have a network key: start Grapevine with --network-key and the same key.</source>
        <translation>Sie haben einen Netzwerkschlüssel: Starte Grapevine mit --network-key und demselben Schlüssel.</translation>
    </message>
    <message>
        <source>A Grapevine that speaks another version is heard: {0}, here {1}.</source>
        <translation>Ein Grapevine, das eine andere Version spricht, ist zu hören: {0}, hier {1}.</translation>
    </message>
    <message>
        <source>Install the same version of Grapevine on all devices.</source>
        <translation>Installiere auf allen Geräten dieselbe Version von Grapevine.</translation>
    </message>
    <message>
        <source>{0} is in no network of this computer: only a router can lead there.</source>
        <translation>{0} liegt in keinem Netzwerk dieses Computers: Dorthin kann nur ein Router führen.</translation>
    </message>
    <message>
        <source>Join the same network, or ask whoever runs it whether the two are connected.</source>
        <translation>Tritt demselben Netzwerk bei, oder frage, wer es betreibt, ob die beiden verbunden sind.</translation>
    </message>
    <message>
        <source>{0} was last reached at {1}, which is in no network of this computer.</source>
        <translation>{0} war zuletzt unter {1} zu erreichen; das liegt in keinem Netzwerk dieses Computers.</translation>
    </message>
    <message>
        <source>None of the chosen network interfaces is there.</source>
        <translation>Keine der gewählten Netzwerkschnittstellen ist da.</translation>
    </message>
    <message>
        <source>Choose others in the settings under Network.</source>
        <translation>Wähle andere in den Einstellungen unter „Netzwerk“.</translation>
    </message>
    <message>
        <source>There is no other device to compare the clock with.</source>
        <translation>Es gibt kein anderes Gerät, mit dem sich die Uhr vergleichen ließe.</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in another Grapevine network are heard.</source>
        <translation>
            <numerusform>Rufe von %n Gerät in einem anderen Grapevine-Netzwerk sind zu hören.</numerusform>
            <numerusform>Rufe von %n Geräten in einem anderen Grapevine-Netzwerk sind zu hören.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %n devices.</source>
        <translation>
            <numerusform>Mit %n Gerät verbunden.</numerusform>
            <numerusform>Mit %n Geräten verbunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others reach this device: %n devices linked to it by themselves; longest link: {0}.</source>
        <translation>
            <numerusform>Andere erreichen dieses Gerät: %n Gerät hat sich von sich aus mit ihm verbunden; Dauer der Verbindung: {0}.</numerusform>
            <numerusform>Andere erreichen dieses Gerät: %n Geräte haben sich von sich aus mit ihm verbunden; längste Verbindung: {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message numerus="yes">
        <source>%n people are here, looking for more</source>
        <translation>
            <numerusform>%n Person ist da, weitere werden gesucht</numerusform>
            <numerusform>%n Personen sind da, weitere werden gesucht</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>This system has no font with emoji: install one, such as Noto Color Emoji.</source>
        <translation>Dieses System hat keine Schrift mit Emojis: installiere eine, etwa Noto Color Emoji.</translation>
    </message>
    <message>
        <source>This system has no font with emoji: install the package {0} and start Grapevine again.</source>
        <translation>Dieses System hat keine Schrift mit Emojis: installiere das Paket {0} und starte Grapevine neu.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Show rooms</source>
        <translation>Räume zeigen</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Show who is here</source>
        <translation>Zeigen, wer da ist</translation>
    </message>
    <message>
        <source>More about this room</source>
        <translation>Mehr über diesen Raum</translation>
    </message>
    <message>
        <source>Notifications: muted</source>
        <translation>Benachrichtigungen: stumm</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>Private room</source>
        <translation>Privater Raum</translation>
    </message>
</context>
<context>
    <name>InterfaceRows</name>
    <message>
        <source>Use every network</source>
        <translation>Jedes Netzwerk nutzen</translation>
    </message>
    <message>
        <source>Off: others are looked for, and new links taken, only where it is switched on below; links that stand stay</source>
        <translation>Aus: Andere werden nur dort gesucht und neue Verbindungen nur dort angenommen, wo es unten eingeschaltet ist; bestehende bleiben</translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>jetzt nicht da</translation>
    </message>
    <message>
        <source>{0} (not used)</source>
        <translation>{0} (nicht genutzt)</translation>
    </message>
    <message>
        <source>No network interface is up.</source>
        <translation>Keine Netzwerkschnittstelle ist aktiv.</translation>
    </message>
    <message>
        <source>None of these is switched on and there: nobody is found by itself.</source>
        <translation>Keine davon ist eingeschaltet und da: Niemand wird von selbst gefunden.</translation>
    </message>
</context>
<context>
    <name>Invite</name>
    <message>
        <source>Invite to {0}</source>
        <translation>In {0} einladen</translation>
    </message>
    <message>
        <source>Everyone who is known here is in this room already.</source>
        <translation>Alle, die hier bekannt sind, sind schon in diesem Raum.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message numerus="yes">
        <source>Invite %n people</source>
        <translation>
            <numerusform>%n Person einladen</numerusform>
            <numerusform>%n Personen einladen</numerusform>
        </translation>
    </message>
    <message>
        <source>Chat with me on Grapevine, on this network: open it, choose “Use an invite” or “Add by address”, and paste this there.</source>
        <translation>Chatte mit mir auf Grapevine, in diesem Netzwerk: Öffne es, wähle „Einladung verwenden“ oder „Per Adresse hinzufügen“ und füge dort diesen Text ein.</translation>
    </message>
    <message>
        <source>They can read everything in this room, also what was written before.</source>
        <translation>Sie können alles in diesem Raum lesen, auch was vorher geschrieben wurde.</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message>
        <source>Search or jump to…</source>
        <translation>Suchen oder gehen zu …</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Press to give it other keys</source>
        <translation>Drücken, um andere Tasten zu vergeben</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>Tasten drücken …</translation>
    </message>
    <message>
        <source>{0}: press the new keys</source>
        <translation>{0}: neue Tasten drücken</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Press an action&apos;s keys, then the ones you want. Esc leaves all as it is.</source>
        <translation>Klicke auf die Tasten einer Aktion, dann drücke die gewünschten. Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Alle Tasten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>A conversation by its place in the list</source>
        <translation>Eine Unterhaltung nach ihrem Platz in der Liste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>Jump to latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
</context>
<context>
    <name>LeaveRoom</name>
    <message>
        <source>You will not get its messages any more, and only a member can invite you again. What you have so far stays on this device.</source>
        <translation>Du bekommst keine Nachrichten mehr daraus, und nur ein Mitglied kann dich wieder einladen. Was du bisher hast, bleibt auf diesem Gerät.</translation>
    </message>
    <message>
        <source>You will not get its messages any more. You can join again at any time.</source>
        <translation>Du bekommst keine Nachrichten mehr daraus. Du kannst jederzeit wieder beitreten.</translation>
    </message>
    <message>
        <source>Leave {0}?</source>
        <translation>{0} verlassen?</translation>
    </message>
    <message>
        <source>Leave room</source>
        <translation>Raum verlassen</translation>
    </message>
</context>
<context>
    <name>LinkDetails</name>
    <message>
        <source>This device opened the link.</source>
        <translation>Dieses Gerät hat die Verbindung geöffnet.</translation>
    </message>
    <message>
        <source>The other device opened the link.</source>
        <translation>Das andere Gerät hat die Verbindung geöffnet.</translation>
    </message>
    <message>
        <source>Short news go by UDP, everything else by TCP.</source>
        <translation>Kurze Nachrichten des Augenblicks gehen über UDP, alles andere über TCP.</translation>
    </message>
    <message>
        <source>UDP does not get through: everything goes by TCP.</source>
        <translation>UDP kommt nicht durch: Alles geht über TCP.</translation>
    </message>
    <message>
        <source>Waiting to be sent: control {0}, live {1}, bulk {2}.</source>
        <translation>Wartet aufs Senden: Steuerung {0}, live {1}, Masse {2}.</translation>
    </message>
    <message>
        <source>Nothing waits to be sent (control, live, bulk).</source>
        <translation>Nichts wartet aufs Senden (Steuerung, live, Masse).</translation>
    </message>
</context>
<context>
    <name>LinksList</name>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
</context>
<context>
    <name>MemberDelegate</name>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>Members of {0}</source>
        <translation>Mitglieder von {0}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>Leute einladen …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Remove {0}? What is written from now on they cannot read.</source>
        <translation>{0} entfernen? Was von jetzt an geschrieben wird, ist für sie nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>eingeladen</translation>
    </message>
</context>
<context>
    <name>MeshPicture</name>
    <message>
        <source>Picture of the mesh: {0}</source>
        <translation>Bild des Geflechts: {0}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>through others</source>
        <translation>über andere</translation>
    </message>
    <message>
        <source>Nobody is linked with this device at the moment.</source>
        <translation>Im Moment ist niemand mit diesem Gerät verbunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n more are here</source>
        <translation>
            <numerusform>%n weitere ist da</numerusform>
            <numerusform>%n weitere sind da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>linked with %n people</source>
        <translation>
            <numerusform>mit %n Person verbunden</numerusform>
            <numerusform>mit %n Personen verbunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
</context>
<context>
    <name>NetworkWindow</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Choose somebody</source>
        <translation>Jemanden wählen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Copy my address</source>
        <translation>Meine Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy this device&apos;s address for someone to add</source>
        <translation>Adresse dieses Geräts kopieren, damit jemand sie hinzufügen kann</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>Per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Checks and links, without names, keys or messages</source>
        <translation>Prüfungen und Verbindungen, ohne Namen, Schlüssel oder Nachrichten</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Why can&apos;t I see…</source>
        <translation>Warum sehe ich nicht …</translation>
    </message>
    <message>
        <source>Your own connection</source>
        <translation>Deine eigene Verbindung</translation>
    </message>
    <message>
        <source>The mesh</source>
        <translation>Das Geflecht</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>Links · {0}</source>
        <translation>Verbindungen · {0}</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>No device is linked. Whoever opens Grapevine on this network is, by itself.</source>
        <translation>Kein Gerät ist verbunden. Wer Grapevine in diesem Netz öffnet, wird es von selbst.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message numerus="yes">
        <source>%n people direct</source>
        <translation>
            <numerusform>%n Person direkt</numerusform>
            <numerusform>%n Personen direkt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewMenu</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Message to somebody…</source>
        <translation>Nachricht an jemanden …</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>Neuer Raum …</translation>
    </message>
    <message>
        <source>Browse rooms…</source>
        <translation>Räume durchsehen …</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>{0} (not verified)</source>
        <translation>{0} (nicht überprüft)</translation>
    </message>
    <message>
        <source>invites you to a room</source>
        <translation>lädt dich in einen Raum ein</translation>
    </message>
    <message>
        <source>Announcement: {0}</source>
        <translation>Durchsage: {0}</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>erwähnt dich</translation>
    </message>
    <message>
        <source>New announcement</source>
        <translation>Neue Durchsage</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>OpenRoomDelegate</name>
    <message>
        <source>joined</source>
        <translation>beigetreten</translation>
    </message>
</context>
<context>
    <name>OpenRoomsModel</name>
    <message>
        <source>joined</source>
        <translation>beigetreten</translation>
    </message>
</context>
<context>
    <name>OutcomesModel</name>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
</context>
<context>
    <name>OutcomesView</name>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
</context>
<context>
    <name>OwnPicture</name>
    <message>
        <source>Your status</source>
        <translation>Dein Status</translation>
    </message>
    <message>
        <source>Note and duration…</source>
        <translation>Notiz und Dauer…</translation>
    </message>
    <message>
        <source>Change your name…</source>
        <translation>Namen ändern…</translation>
    </message>
    <message>
        <source>Your status: {0}</source>
        <translation>Dein Status: {0}</translation>
    </message>
</context>
<context>
    <name>OwnStatus</name>
    <message>
        <source>what others see</source>
        <translation>was andere sehen</translation>
    </message>
    <message>
        <source>What are you doing?</source>
        <translation>Was machst du gerade?</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>Deine Notiz</translation>
    </message>
    <message>
        <source>Clear the note after</source>
        <translation>Notiz löschen nach</translation>
    </message>
    <message>
        <source>until cleared</source>
        <translation>bis sie gelöscht wird</translation>
    </message>
    <message>
        <source>for 30 min</source>
        <translation>für 30 min</translation>
    </message>
    <message>
        <source>for 1 h</source>
        <translation>für 1 h</translation>
    </message>
    <message>
        <source>for 4 h</source>
        <translation>für 4 h</translation>
    </message>
    <message>
        <source>for today</source>
        <translation>für heute</translation>
    </message>
    <message>
        <source>what others see · until {0}</source>
        <translation>was andere sehen · bis {0}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>What others see, everywhere</source>
        <translation>Was andere sehen, überall</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>High draws strong frames and text in black or white</source>
        <translation>Hoch zeichnet starke Rahmen und Text in Schwarz oder Weiß</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of text and everything else</source>
        <translation>Von Text und allem anderen</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>How close rows stand together</source>
        <translation>Wie eng Zeilen stehen</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides or fades</source>
        <translation>Nichts gleitet oder blendet</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Changes when Grapevine starts again</source>
        <translation>Ändert sich beim nächsten Start von Grapevine</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Direct messages always notify; every room can differ</source>
        <translation>Direktnachrichten melden sich immer; jeder Raum kann abweichen</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>Zeigen, was geschrieben wurde</translation>
    </message>
    <message>
        <source>Otherwise only who wrote and where</source>
        <translation>Sonst nur, wer wo geschrieben hat</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Ton abspielen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>Senden mit</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>The other one begins a new line</source>
        <translation>Das andere beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Undo for 5 seconds</source>
        <translation>5 Sekunden zum Zurücknehmen</translation>
    </message>
    <message>
        <source>Messages wait that long before they leave</source>
        <translation>So lange warten Nachrichten, bevor sie hinausgehen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Show when I am typing</source>
        <translation>Zeigen, wenn ich schreibe</translation>
    </message>
    <message>
        <source>Off also hides that others are typing</source>
        <translation>Aus verbirgt auch, dass andere schreiben</translation>
    </message>
    <message>
        <source>Tell what I have read</source>
        <translation>Mitteilen, was ich gelesen habe</translation>
    </message>
    <message>
        <source>Off also hides what others have read</source>
        <translation>Aus verbirgt auch, was andere gelesen haben</translation>
    </message>
    <message>
        <source>Invisible</source>
        <translation>Unsichtbar</translation>
    </message>
    <message>
        <source>Others see you as offline; your messages arrive all the same</source>
        <translation>Andere sehen dich als abwesend; deine Nachrichten kommen trotzdem an</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>irgendein freier</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Find others by itself</source>
        <translation>Andere von selbst finden</translation>
    </message>
    <message>
        <source>Off: only people whose address was added; counts from the next start</source>
        <translation>Aus: nur Leute, deren Adresse hinzugefügt wurde; zählt ab dem nächsten Start</translation>
    </message>
    <message>
        <source>A fixed one is needed for firewalls with rules by port; counts from the next start</source>
        <translation>Ein fester ist für Firewalls mit Regeln nach Port nötig; gilt ab dem nächsten Start</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Start with the computer</source>
        <translation>Mit dem Rechner starten</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>Where the desktop has a tray; messages keep arriving</source>
        <translation>Wo der Desktop eine Ablage hat; Nachrichten kommen weiter an</translation>
    </message>
</context>
<context>
    <name>Part</name>
    <message>
        <source>Python for Qt</source>
        <translation>Python für Qt</translation>
    </message>
    <message>
        <source>calls into C</source>
        <translation>Aufrufe nach C</translation>
    </message>
    <message>
        <source>finding others by mDNS</source>
        <translation>andere per mDNS finden</translation>
    </message>
    <message>
        <source>font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>keys, signatures, ciphers</source>
        <translation>Schlüssel, Signaturen, Verschlüsselung</translation>
    </message>
    <message>
        <source>names of emoji</source>
        <translation>Namen der Emojis</translation>
    </message>
    <message>
        <source>network interfaces</source>
        <translation>Netzwerkschnittstellen</translation>
    </message>
    <message>
        <source>one loop for windows and tasks</source>
        <translation>eine Schleife für Fenster und Aufgaben</translation>
    </message>
    <message>
        <source>packing of messages</source>
        <translation>Nachrichten packen</translation>
    </message>
    <message>
        <source>part of cffi</source>
        <translation>Teil von cffi</translation>
    </message>
    <message>
        <source>places for files</source>
        <translation>Orte für Dateien</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>gemeinfrei</translation>
    </message>
    <message>
        <source>the language this is written in</source>
        <translation>die Sprache, in der dies geschrieben ist</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>der Speicher</translation>
    </message>
    <message>
        <source>types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>Fenster</translation>
    </message>
</context>
<context>
    <name>PeopleHere</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>gesehen {0}</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>eingeladen</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>überprüft</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Add someone by address</source>
        <translation>Jemanden per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Invite people</source>
        <translation>Leute einladen</translation>
    </message>
</context>
<context>
    <name>PeoplePick</name>
    <message>
        <source>Find a person</source>
        <translation>Person finden</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
</context>
<context>
    <name>PersonChooser</name>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Choose somebody else</source>
        <translation>Jemand anderen wählen</translation>
    </message>
</context>
<context>
    <name>PresenceList</name>
    <message>
        <source>new here</source>
        <translation>neu hier</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
</context>
<context>
    <name>PresenceModel</name>
    <message>
        <source>seen {0}</source>
        <translation>gesehen {0}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>seit {0}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>überprüft</translation>
    </message>
    <message>
        <source>new here</source>
        <translation>neu hier</translation>
    </message>
    <message numerus="yes">
        <source>%n messages wait</source>
        <translation>
            <numerusform>%n Nachricht wartet</numerusform>
            <numerusform>%n Nachrichten warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceWindow</name>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Person finden</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>Per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>In this room</source>
        <translation>In diesem Raum</translation>
    </message>
    <message>
        <source>Nobody known here is called that.</source>
        <translation>Niemand, der hier bekannt ist, heißt so.</translation>
    </message>
    <message>
        <source>Nobody at the moment.</source>
        <translation>Im Moment niemand.</translation>
    </message>
    <message>
        <source>Besides yourself</source>
        <translation>Außer dir selbst</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>Erwähnen</translation>
    </message>
    <message>
        <source>Name them in what you are writing</source>
        <translation>Im eigenen Text nennen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Rooms you share</source>
        <translation>Gemeinsame Räume</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>gesehen {0}</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>Open the room</source>
        <translation>Raum öffnen</translation>
    </message>
    <message>
        <source>More about {0}</source>
        <translation>Mehr über {0}</translation>
    </message>
    <message>
        <source>Compare the number…</source>
        <translation>Zahl vergleichen …</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Nicht mehr stumm</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm schalten</translation>
    </message>
    <message>
        <source>No notifications for what they write</source>
        <translation>Keine Benachrichtigungen zu ihren Nachrichten</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Nicht mehr blockieren</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>Blockieren …</translation>
    </message>
    <message>
        <source>Block {0}?</source>
        <translation>{0} blockieren?</translation>
    </message>
    <message>
        <source>You will not see what they write, and they cannot write to you directly. They are not told.</source>
        <translation>Du siehst nicht, was sie schreiben, und sie können dir nicht direkt schreiben. Sie erfahren es nicht.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Blockieren</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>A room&apos;s name has at most {most} bytes.</source>
        <translation>Der Name eines Raums hat höchstens {most} Byte.</translation>
    </message>
    <message>
        <source>Another program holds Grapevine&apos;s database. Close it and try again.</source>
        <translation>Ein anderes Programm hält die Datenbank von Grapevine. Dieses schließen und es erneut versuchen.</translation>
    </message>
    <message>
        <source>Cannot listen on {host}: give one of this machine&apos;s addresses.</source>
        <translation>Auf {host} können keine Verbindungen angenommen werden: eine Adresse dieses Rechners angeben.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s database cannot be opened. Check that the data folder exists and belongs to you.</source>
        <translation>Die Datenbank von Grapevine lässt sich nicht öffnen. Bitte prüfen, ob der Datenordner vorhanden ist und dir gehört.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s database is damaged. Start Grapevine again: it keeps the damaged file aside and saves what can be read.</source>
        <translation>Die Datenbank von Grapevine ist beschädigt. Grapevine neu starten: Die beschädigte Datei wird beiseitegelegt und gerettet, was lesbar ist.</translation>
    </message>
    <message>
        <source>Grapevine&apos;s engine stopped; its log says why. Start it again.</source>
        <translation>Der Kern von Grapevine ist stehen geblieben; das Protokoll nennt den Grund. Bitte neu starten.</translation>
    </message>
    <message>
        <source>The file with this device&apos;s keys, {path}, cannot be used: {reason}. It was left as it is. Put a good copy of it in its place; or move it away, and this device starts as a new one.</source>
        <translation>Die Datei mit den Schlüsseln dieses Geräts, {path}, ist nicht benutzbar: {reason}. Sie wurde nicht verändert. Eine gute Kopie an ihre Stelle legen; oder sie wegbewegen, dann beginnt dieses Gerät als ein neues.</translation>
    </message>
    <message>
        <source>This room&apos;s key has not arrived yet: wait until a member is online.</source>
        <translation>Der Schlüssel dieses Raums ist noch nicht angekommen: warten, bis ein Mitglied online ist.</translation>
    </message>
    <message>
        <source>This room&apos;s key has not arrived yet: wait until one of its members is online.</source>
        <translation>Der Schlüssel dieses Raums ist noch nicht angekommen: warten, bis eines seiner Mitglieder online ist.</translation>
    </message>
    <message>
        <source>Topics that begin with {space}: are Grapevine&apos;s own; see {instead}.</source>
        <translation>Themen, die mit {space}: beginnen, gehören Grapevine; siehe {instead}.</translation>
    </message>
    <message>
        <source>a device&apos;s name has at most {most} bytes</source>
        <translation>der Name eines Geräts hat höchstens {most} Byte</translation>
    </message>
    <message>
        <source>a message&apos;s local id has {size} bytes</source>
        <translation>die lokale Kennung einer Nachricht hat {size} Byte</translation>
    </message>
    <message>
        <source>a room&apos;s name has at most {name_bytes} bytes, its topic {topic_bytes}</source>
        <translation>der Name eines Raums hat höchstens {name_bytes} Byte, sein Thema {topic_bytes}</translation>
    </message>
    <message>
        <source>a topic&apos;s name has 1 to {most} bytes</source>
        <translation>der Name eines Themas hat 1 bis {most} Byte</translation>
    </message>
    <message>
        <source>a topic&apos;s name has 1 to {most} printable bytes</source>
        <translation>der Name eines Themas hat 1 bis {most} druckbare Byte</translation>
    </message>
    <message>
        <source>a topic&apos;s name must be valid text</source>
        <translation>der Name eines Themas muss gültiger Text sein</translation>
    </message>
    <message>
        <source>an announcement&apos;s id has {size} bytes</source>
        <translation>die Kennung einer Ankündigung hat {size} Byte</translation>
    </message>
    <message>
        <source>the connection was cut by this machine&apos;s network</source>
        <translation>das Netzwerk dieses Rechners hat die Verbindung getrennt</translation>
    </message>
    <message>
        <source>A draft has at most {most} bytes.</source>
        <translation>Ein Entwurf hat höchstens {most} Byte.</translation>
    </message>
    <message>
        <source>A keyword has 1 to {most} characters.</source>
        <translation>Ein Stichwort hat 1 bis {most} Zeichen.</translation>
    </message>
    <message>
        <source>A reaction is exactly one emoji.</source>
        <translation>Eine Reaktion ist genau ein Emoji.</translation>
    </message>
    <message>
        <source>A room needs a name: type at least one letter.</source>
        <translation>Ein Raum braucht einen Namen: mindestens einen Buchstaben eingeben.</translation>
    </message>
    <message>
        <source>A status is one of {statuses}.</source>
        <translation>Ein Status ist eines von {statuses}.</translation>
    </message>
    <message>
        <source>After {space}: an id is needed: {reason}.</source>
        <translation>Nach {space}: ist eine Kennung nötig: {reason}.</translation>
    </message>
    <message>
        <source>An announcement has at most {most} targets.</source>
        <translation>Eine Ankündigung hat höchstens {most} Ziele.</translation>
    </message>
    <message>
        <source>An announcement is held back for 0 to {most_s} s.</source>
        <translation>Eine Ankündigung wird 0 bis {most_s} s zurückgehalten.</translation>
    </message>
    <message>
        <source>Anyone may join an open room; tell them its name.</source>
        <translation>Einem offenen Raum kann jeder beitreten; es genügt, den Namen zu nennen.</translation>
    </message>
    <message>
        <source>At most {most} different emoji fit under a message.</source>
        <translation>Unter eine Nachricht passen höchstens {most} verschiedene Emoji.</translation>
    </message>
    <message>
        <source>At most {most} emoji of one person fit under a message.</source>
        <translation>Unter eine Nachricht passen höchstens {most} Emoji einer Person.</translation>
    </message>
    <message>
        <source>At most {most} keywords.</source>
        <translation>Höchstens {most} Stichwörter.</translation>
    </message>
    <message>
        <source>At most {most} people can be mentioned at once.</source>
        <translation>Es können höchstens {most} Personen auf einmal erwähnt werden.</translation>
    </message>
    <message>
        <source>At most {most} searches are watched at once.</source>
        <translation>Höchstens {most} Suchen werden gleichzeitig verfolgt.</translation>
    </message>
    <message>
        <source>Cannot listen on this machine: {reason}.</source>
        <translation>Auf diesem Rechner können keine Verbindungen angenommen werden: {reason}.</translation>
    </message>
    <message>
        <source>Cannot listen on {host}: {reason}.</source>
        <translation>Auf {host} können keine Verbindungen angenommen werden: {reason}.</translation>
    </message>
    <message>
        <source>Context is from 0 to {most} messages.</source>
        <translation>Der Zusammenhang umfasst 0 bis {most} Nachrichten.</translation>
    </message>
    <message>
        <source>Do not disturb ends at a time in Unix ms, or is null.</source>
        <translation>„Nicht stören“ endet zu einer Zeit in Unix-Millisekunden oder ist null.</translation>
    </message>
    <message>
        <source>Everybody is in the lobby; mute it instead.</source>
        <translation>In der Lobby ist jeder; man kann sie stummschalten.</translation>
    </message>
    <message>
        <source>Grapevine is already running with the folder {folder}. Use that one, or start with another folder (--data-dir).</source>
        <translation>Grapevine läuft schon mit dem Ordner {folder}. Jenes benutzen oder mit einem anderen Ordner starten (--data-dir).</translation>
    </message>
    <message>
        <source>Grapevine is not running any more: start it again.</source>
        <translation>Grapevine läuft nicht mehr: bitte neu starten.</translation>
    </message>
    <message>
        <source>A topic has at most {n} bytes.</source>
        <translation>Ein Thema hat höchstens {n} Byte.</translation>
    </message>
    <message>
        <source>At most {n} private rooms: leave some.</source>
        <translation>Höchstens {n} private Räume: einige verlassen.</translation>
    </message>
    <message>
        <source>Invite at most {n} people at once.</source>
        <translation>Höchstens {n} Personen auf einmal einladen.</translation>
    </message>
    <message>
        <source>No free port was found. Name one with --listen.</source>
        <translation>Kein freier Port gefunden. Einen mit --listen angeben.</translation>
    </message>
    <message>
        <source>Nobody can be removed from an open or direct room.</source>
        <translation>Aus einem offenen oder direkten Raum kann niemand entfernt werden.</translation>
    </message>
    <message>
        <source>Nobody with this id was ever met here.</source>
        <translation>Hier ist nie jemand mit dieser Kennung begegnet.</translation>
    </message>
    <message>
        <source>Only its author can delete a message.</source>
        <translation>Nur wer sie verfasst hat, kann eine Nachricht löschen.</translation>
    </message>
    <message>
        <source>Only its author can edit a message.</source>
        <translation>Nur wer sie verfasst hat, kann eine Nachricht bearbeiten.</translation>
    </message>
    <message>
        <source>Only members of a room change who is in it: join it first.</source>
        <translation>Nur Mitglieder eines Raums ändern, wer darin ist: zuerst beitreten.</translation>
    </message>
    <message>
        <source>Only the most senior member of a room removes others.</source>
        <translation>Nur das dienstälteste Mitglied eines Raums entfernt andere.</translation>
    </message>
    <message>
        <source>Port {port} is used by another program. Close it, or choose another port with --listen (0 takes any free one).</source>
        <translation>Port {port} wird von einem anderen Programm benutzt. Dieses schließen oder mit --listen einen anderen Port wählen (0 nimmt irgendeinen freien).</translation>
    </message>
    <message>
        <source>Several announcements are waiting: let them go first.</source>
        <translation>Mehrere Ankündigungen warten noch: diese zuerst gehen lassen.</translation>
    </message>
    <message>
        <source>Somebody mentioned is not known in this room.</source>
        <translation>Jemand, der erwähnt wird, ist in diesem Raum nicht bekannt.</translation>
    </message>
    <message>
        <source>The address names no host: write HOST:PORT.</source>
        <translation>Die Adresse nennt keinen Rechner: RECHNER:PORT schreiben.</translation>
    </message>
    <message>
        <source>The data folder cannot be written to. Check its permissions, or whether the disk is mounted read-only.</source>
        <translation>In den Datenordner kann nicht geschrieben werden. Bitte seine Rechte prüfen, oder ob der Datenträger nur lesbar eingehängt ist.</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be used: {reason}. Choose another with --data-dir.</source>
        <translation>Der Datenordner {folder} ist nicht benutzbar: {reason}. Einen anderen mit --data-dir wählen.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; nothing else is needed.</source>
        <translation>Der Datenträger ist voll. Etwas Platz schaffen und es erneut versuchen; mehr ist nicht nötig.</translation>
    </message>
    <message>
        <source>The disk reported an error. Check the disk and its cable, then try again.</source>
        <translation>Der Datenträger meldet einen Fehler. Datenträger und Kabel prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The keys in {path} cannot be used: {reason}. Make sure that the folder belongs to you, can be written and has room, then start again.</source>
        <translation>Die Schlüssel in {path} sind nicht benutzbar: {reason}. Bitte sicherstellen, dass der Ordner dir gehört, beschreibbar ist und Platz hat, dann neu starten.</translation>
    </message>
    <message>
        <source>The kind of a new room is &quot;open&quot; or &quot;private&quot;.</source>
        <translation>Ein neuer Raum ist „open“ oder „private“.</translation>
    </message>
    <message>
        <source>The lobby and direct messages have no name to change.</source>
        <translation>Die Lobby und Direktnachrichten haben keinen Namen, der sich ändern ließe.</translation>
    </message>
    <message>
        <source>The message has {size} bytes; at most {most} fit: send it in parts.</source>
        <translation>Die Nachricht hat {size} Byte; höchstens {most} passen: in Teilen senden.</translation>
    </message>
    <message>
        <source>The message is empty: write something first.</source>
        <translation>Die Nachricht ist leer: zuerst etwas schreiben.</translation>
    </message>
    <message>
        <source>The message replied to is not known here.</source>
        <translation>Die Nachricht, auf die geantwortet wird, ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>The message to list before is not known here.</source>
        <translation>Die Nachricht, vor der gesucht wird, ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>The message to read up to is not known in this room.</source>
        <translation>Die Nachricht, bis zu der gelesen wurde, ist in diesem Raum nicht bekannt.</translation>
    </message>
    <message>
        <source>The name has half a character: type it again.</source>
        <translation>Der Name enthält ein halbes Zeichen: bitte neu eingeben.</translation>
    </message>
    <message>
        <source>The name is empty: type at least one letter.</source>
        <translation>Der Name ist leer: mindestens einen Buchstaben eingeben.</translation>
    </message>
    <message>
        <source>The name is too long: at most {most} characters.</source>
        <translation>Der Name ist zu lang: höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>The store is closed.</source>
        <translation>Der Speicher ist geschlossen.</translation>
    </message>
    <message>
        <source>The system does not let this program use port {port}. Choose one above 1023.</source>
        <translation>Das System lässt dieses Programm Port {port} nicht benutzen. Einen über 1023 wählen.</translation>
    </message>
    <message>
        <source>The text has half a character (a lone surrogate): send whole ones.</source>
        <translation>Der Text enthält ein halbes Zeichen (ein einzelnes Surrogat): ganze senden.</translation>
    </message>
    <message>
        <source>The {space} of others are theirs alone.</source>
        <translation>{space} anderer gehören nur ihnen.</translation>
    </message>
    <message>
        <source>Their key has not arrived yet: wait until they are online.</source>
        <translation>Der Schlüssel ist noch nicht angekommen: warten, bis die Person online ist.</translation>
    </message>
    <message>
        <source>There is no port {port}. Ports are 1 to 65535; 0 takes any free one.</source>
        <translation>Port {port} gibt es nicht. Ports sind 1 bis 65535; 0 nimmt irgendeinen freien.</translation>
    </message>
    <message>
        <source>There is nothing to compare with yourself.</source>
        <translation>Mit sich selbst gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>This device is not in that room.</source>
        <translation>Dieses Gerät ist nicht in jenem Raum.</translation>
    </message>
    <message>
        <source>This message follows one that did not reach the disk. Send that one again first.</source>
        <translation>Diese Nachricht folgt auf eine, die nicht gespeichert wurde. Jene zuerst erneut senden.</translation>
    </message>
    <message>
        <source>This message is not known here any more.</source>
        <translation>Diese Nachricht ist hier nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>This message is not known here.</source>
        <translation>Diese Nachricht ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>Diese Nachricht wurde gelöscht.</translation>
    </message>
    <message>
        <source>This message was deleted: write a new one.</source>
        <translation>Diese Nachricht wurde gelöscht: eine neue schreiben.</translation>
    </message>
    <message>
        <source>This payload is no JSON that every reader takes.</source>
        <translation>Dieser Inhalt ist kein JSON, das jeder lesen kann.</translation>
    </message>
    <message>
        <source>This payload is {size} bytes of JSON; at most {most}.</source>
        <translation>Dieser Inhalt hat {size} Byte JSON; höchstens {most}.</translation>
    </message>
    <message>
        <source>This search is not watched any more.</source>
        <translation>Diese Suche wird nicht mehr verfolgt.</translation>
    </message>
    <message>
        <source>Too many searches at once: wait for an answer.</source>
        <translation>Zu viele Suchen auf einmal: auf eine Antwort warten.</translation>
    </message>
    <message>
        <source>Too many {things} at once: wait {wait_s} s.</source>
        <translation>Zu viele {things} auf einmal: {wait_s} s warten.</translation>
    </message>
    <message>
        <source>You cannot block yourself.</source>
        <translation>Sie können sich nicht selbst blockieren.</translation>
    </message>
    <message>
        <source>You need not verify yourself.</source>
        <translation>Sie brauchen sich nicht selbst zu bestätigen.</translation>
    </message>
    <message>
        <source>a firewall or the system does not allow it</source>
        <translation>eine Firewall oder das System erlaubt es nicht</translation>
    </message>
    <message>
        <source>a message mentions at most {most} people</source>
        <translation>eine Nachricht erwähnt höchstens {most} Personen</translation>
    </message>
    <message>
        <source>a message needs some text</source>
        <translation>eine Nachricht braucht etwas Text</translation>
    </message>
    <message>
        <source>a name has 1 to {most} bytes and something to see</source>
        <translation>ein Name hat 1 bis {most} Byte und etwas Sichtbares</translation>
    </message>
    <message>
        <source>a note has at most {most} bytes</source>
        <translation>eine Notiz hat höchstens {most} Byte</translation>
    </message>
    <message>
        <source>a note must be valid text</source>
        <translation>eine Notiz muss gültiger Text sein</translation>
    </message>
    <message>
        <source>a presence meta has at most {most} bytes</source>
        <translation>Angaben zur Anwesenheit haben höchstens {most} Byte</translation>
    </message>
    <message>
        <source>a reaction is exactly one emoji</source>
        <translation>eine Reaktion ist genau ein Emoji</translation>
    </message>
    <message>
        <source>a reply names one message by its id</source>
        <translation>eine Antwort nennt eine Nachricht mit ihrer Kennung</translation>
    </message>
    <message>
        <source>a status is one of {statuses}</source>
        <translation>ein Status ist eines von {statuses}</translation>
    </message>
    <message>
        <source>a time is between 1970 and 10889</source>
        <translation>eine Zeit liegt zwischen 1970 und 10889</translation>
    </message>
    <message>
        <source>a topic has at most {topic_bytes} bytes, a payload {payload_bytes}</source>
        <translation>ein Thema hat höchstens {topic_bytes} Byte, ein Inhalt {payload_bytes}</translation>
    </message>
    <message>
        <source>already tracked on this topic: update it instead</source>
        <translation>bei diesem Thema schon angemeldet: stattdessen ändern</translation>
    </message>
    <message>
        <source>an IPv6 address is written in brackets, like {example}</source>
        <translation>eine IPv6-Adresse steht in Klammern, wie {example}</translation>
    </message>
    <message>
        <source>an edit names one message by its id</source>
        <translation>eine Bearbeitung nennt eine Nachricht mit ihrer Kennung</translation>
    </message>
    <message>
        <source>announcements</source>
        <translation>Ankündigungen</translation>
    </message>
    <message>
        <source>another program uses that port</source>
        <translation>ein anderes Programm benutzt diesen Port</translation>
    </message>
    <message>
        <source>at most {most} topics at once: unsubscribe some first</source>
        <translation>höchstens {most} Themen auf einmal: zuerst einige abbestellen</translation>
    </message>
    <message>
        <source>deletes</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>Bearbeitungen</translation>
    </message>
    <message>
        <source>grapevine: --name: {reason}</source>
        <translation>grapevine: --name: {reason}</translation>
    </message>
    <message>
        <source>it is incomplete or holds something else</source>
        <translation>sie ist unvollständig oder enthält etwas anderes</translation>
    </message>
    <message>
        <source>it is not a key file</source>
        <translation>sie ist keine Schlüsseldatei</translation>
    </message>
    <message>
        <source>it is of another version of Grapevine</source>
        <translation>sie stammt von einer anderen Version von Grapevine</translation>
    </message>
    <message>
        <source>its certificate belongs to other keys</source>
        <translation>ihr Zertifikat gehört zu anderen Schlüsseln</translation>
    </message>
    <message>
        <source>its content was changed</source>
        <translation>ihr Inhalt wurde verändert</translation>
    </message>
    <message>
        <source>limit is from 1 to {most}.</source>
        <translation>limit ist 1 bis {most}.</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>muted_until is a time in Unix ms, 0 for not muted.</source>
        <translation>muted_until ist eine Zeit in Unix-Millisekunden, 0 für nicht stumm.</translation>
    </message>
    <message>
        <source>no Grapevine listens there (connection refused)</source>
        <translation>dort hört kein Grapevine zu (Verbindung abgelehnt)</translation>
    </message>
    <message>
        <source>no machine of that name was found</source>
        <translation>kein Rechner dieses Namens wurde gefunden</translation>
    </message>
    <message>
        <source>nobody answered in time</source>
        <translation>niemand hat rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>not tracked on this topic: track it first</source>
        <translation>bei diesem Thema nicht angemeldet: zuerst anmelden</translation>
    </message>
    <message>
        <source>notify is one of {levels}.</source>
        <translation>notify ist eines von {levels}.</translation>
    </message>
    <message>
        <source>one change of members names at most {most}</source>
        <translation>eine Änderung der Mitglieder nennt höchstens {most}</translation>
    </message>
    <message>
        <source>pins</source>
        <translation>Anheftungen</translation>
    </message>
    <message>
        <source>port {port} is not between {first} and 65535</source>
        <translation>Port {port} liegt nicht zwischen {first} und 65535</translation>
    </message>
    <message>
        <source>present on {most} topics already</source>
        <translation>schon bei {most} Themen anwesend</translation>
    </message>
    <message>
        <source>reactions</source>
        <translation>Reaktionen</translation>
    </message>
    <message>
        <source>that address cannot be used from here</source>
        <translation>diese Adresse ist von hier aus nicht benutzbar</translation>
    </message>
    <message>
        <source>that is not an address</source>
        <translation>das ist keine Adresse</translation>
    </message>
    <message>
        <source>the connection was cut by the other side</source>
        <translation>die Gegenseite hat die Verbindung getrennt</translation>
    </message>
    <message>
        <source>the network is down</source>
        <translation>das Netzwerk ist nicht aktiv</translation>
    </message>
    <message>
        <source>the network is not started yet</source>
        <translation>das Netzwerk ist noch nicht gestartet</translation>
    </message>
    <message>
        <source>the network knows no way to that machine</source>
        <translation>das Netzwerk kennt keinen Weg zu diesem Rechner</translation>
    </message>
    <message>
        <source>the network was restarted</source>
        <translation>das Netzwerk wurde neu gestartet</translation>
    </message>
    <message>
        <source>this core has no presence</source>
        <translation>dieser Kern kennt keine Anwesenheit</translation>
    </message>
    <message>
        <source>this is {size} bytes; a message has at most {most}: make it shorter</source>
        <translation>das sind {size} Byte; eine Nachricht hat höchstens {most}: bitte kürzen</translation>
    </message>
    <message>
        <source>this is {size} bytes; one entry holds at most {most}: make it shorter</source>
        <translation>das sind {size} Byte; ein Eintrag fasst höchstens {most}: bitte kürzen</translation>
    </message>
    <message>
        <source>this machine does not have that address</source>
        <translation>dieser Rechner hat diese Adresse nicht</translation>
    </message>
    <message>
        <source>this machine does not speak that kind of address</source>
        <translation>dieser Rechner beherrscht diese Art von Adresse nicht</translation>
    </message>
    <message>
        <source>this machine has no network that leads there</source>
        <translation>dieser Rechner hat kein Netzwerk, das dorthin führt</translation>
    </message>
    <message>
        <source>this machine has too many files open</source>
        <translation>dieser Rechner hat zu viele Dateien offen</translation>
    </message>
    <message>
        <source>this name holds half a character; type it again</source>
        <translation>dieser Name enthält ein halbes Zeichen; bitte neu eingeben</translation>
    </message>
    <message>
        <source>this program has too many connections open</source>
        <translation>dieses Programm hat zu viele Verbindungen offen</translation>
    </message>
    <message>
        <source>this text holds half a character; paste it again</source>
        <translation>dieser Text enthält ein halbes Zeichen; bitte neu einfügen</translation>
    </message>
    <message>
        <source>too much presence on this device: leave some topics first</source>
        <translation>zu viel Anwesenheit auf diesem Gerät: zuerst einige Themen verlassen</translation>
    </message>
    <message>
        <source>topic messages</source>
        <translation>Themennachrichten</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Grapevine (format {found}; this version knows {known}). Install the newer version; nothing was changed.</source>
        <translation>{path} stammt von einer neueren Version von Grapevine (Format {found}; diese Version kennt {known}). Die neuere Version installieren; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}.</translation>
    </message>
    <message>
        <source>{text} is not HOST:PORT, like 192.168.1.20:4000</source>
        <translation>{text} ist nicht RECHNER:PORT, wie 192.168.1.20:4000</translation>
    </message>
    <message>
        <source>{text} is not a host</source>
        <translation>{text} ist kein Rechnername</translation>
    </message>
    <message>
        <source>{words} ({detail})</source>
        <translation>{words} ({detail})</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>Du bist nicht in diesem Raum.</translation>
    </message>
    <message>
        <source>This message is not here any more.</source>
        <translation>Diese Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This person is not known here.</source>
        <translation>Diese Person ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>At {address} is {name}, with whom you are linked already.</source>
        <translation>Unter {address} ist {name}; mit dieser Person bist du schon verbunden.</translation>
    </message>
    <message>
        <source>No Grapevine listens at {address}. Have it opened there, and ask for the address it shows: the port may be another now.</source>
        <translation>Unter {address} läuft kein Grapevine. Lass es dort öffnen und frag nach der Adresse, die es zeigt: Der Port kann jetzt ein anderer sein.</translation>
    </message>
    <message>
        <source>No computer with the name in {address} was found. Look at its spelling, or write the address in numbers, like {example}.</source>
        <translation>Kein Computer mit dem Namen in {address} wurde gefunden. Prüf die Schreibweise oder schreib die Adresse in Zahlen, wie {example}.</translation>
    </message>
    <message>
        <source>No network of this computer leads to {address}. Join the network of the other one.</source>
        <translation>Kein Netz dieses Computers führt zu {address}. Geh in das Netz des anderen.</translation>
    </message>
    <message>
        <source>Nobody answers at {address}. Look whether that computer is on, on the same network, and lets Grapevine through its firewall.</source>
        <translation>Unter {address} antwortet niemand. Prüf, ob jener Computer an ist, im selben Netz ist und Grapevine durch seine Firewall lässt.</translation>
    </message>
    <message>
        <source>This computer does not let the connection to {address} out. Look at its firewall.</source>
        <translation>Dieser Computer lässt die Verbindung zu {address} nicht hinaus. Sieh in seiner Firewall nach.</translation>
    </message>
    <message>
        <source>What answers at {address} is not in your network: another program, or a Grapevine of another version or with another network key. Compare both with the other person.</source>
        <translation>Was unter {address} antwortet, gehört nicht zu deinem Netz: ein anderes Programm oder ein Grapevine mit anderer Version oder anderem Netzschlüssel. Vergleich beides mit der anderen Person.</translation>
    </message>
    <message>
        <source>{address} answered: who is there is in the list of people.</source>
        <translation>{address} hat geantwortet: Wer dort ist, steht in der Liste der Personen.</translation>
    </message>
    <message>
        <source>{address} could not be reached. Ask the other person for the address that their Grapevine shows now.</source>
        <translation>{address} war nicht zu erreichen. Frag die andere Person nach der Adresse, die ihr Grapevine jetzt zeigt.</translation>
    </message>
    <message>
        <source>{address} has not answered yet. Grapevine goes on trying by itself.</source>
        <translation>{address} hat noch nicht geantwortet. Grapevine versucht es von selbst weiter.</translation>
    </message>
    <message>
        <source>{address} is not the address of one computer. Write it like {example}.</source>
        <translation>{address} ist nicht die Adresse eines einzelnen Computers. Schreib sie wie {example}.</translation>
    </message>
    <message>
        <source>{address} is this computer itself. Ask the other one for its address, and add that.</source>
        <translation>{address} ist dieser Computer selbst. Frag nach der Adresse des anderen und füge die hinzu.</translation>
    </message>
    <message>
        <source>The Grapevine at {address} sent what cannot be read, and is left alone for some minutes. Ask the other person to update it.</source>
        <translation>Das Grapevine unter {address} hat Unlesbares geschickt und wird einige Minuten in Ruhe gelassen. Bitte die andere Person, es zu aktualisieren.</translation>
    </message>
    <message>
        <source>{address} answered, and this device has all the links it can hold. Messages reach the others all the same, through those that are linked.</source>
        <translation>{address} hat geantwortet, und dieses Gerät hat schon alle Verbindungen, die es halten kann. Nachrichten erreichen die anderen trotzdem, über die verbundenen.</translation>
    </message>
    <message>
        <source>{address} is not tried any more: too many addresses were added after it. Add it again if it is still wanted.</source>
        <translation>{address} wird nicht mehr versucht: Danach kamen zu viele Adressen hinzu. Füge sie wieder hinzu, wenn sie noch gebraucht wird.</translation>
    </message>
    <message>
        <source>Something went wrong inside Grapevine.</source>
        <translation>In Grapevine ist etwas schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>day of the month, short month</comment>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>A room you are not in any more</source>
        <translation>Ein Raum, in dem du nicht mehr bist</translation>
    </message>
    <message>
        <source>arrived while you were looking</source>
        <translation>kam, während du nachgesehen hast</translation>
    </message>
    <message>
        <source>Older messages</source>
        <translation>Ältere Nachrichten</translation>
    </message>
    <message>
        <source>Show older messages</source>
        <translation>Ältere Nachrichten zeigen</translation>
    </message>
    <message>
        <source>Looking for older messages…</source>
        <translation>Ältere Nachrichten werden gesucht …</translation>
    </message>
    <message>
        <source>No more than {0} are listed. Search what is older</source>
        <translation>Mehr als {0} werden nicht aufgeführt. Ältere suchen</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>RoomDetails</name>
    <message>
        <source>Name and topic</source>
        <translation>Name und Thema</translation>
    </message>
    <message>
        <source>Everyone in the room sees the change.</source>
        <translation>Alle im Raum sehen die Änderung.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>Name of the room</source>
        <translation>Name des Raums</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>What it is about (optional)</source>
        <translation>Worum es geht (freiwillig)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>RoomMenu</name>
    <message>
        <source>Menu of {0}</source>
        <translation>Menü von {0}</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>Oben anheften</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Nicht mehr stumm</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm schalten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>Für 8 Stunden</translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation>Für 24 Stunden</translation>
    </message>
    <message>
        <source>Until I unmute it</source>
        <translation>Bis ich es aufhebe</translation>
    </message>
    <message>
        <source>Notify me of</source>
        <translation>Benachrichtigen bei</translation>
    </message>
    <message>
        <source>Name and topic…</source>
        <translation>Name und Thema …</translation>
    </message>
    <message>
        <source>Members…</source>
        <translation>Mitglieder …</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>Leute einladen …</translation>
    </message>
    <message>
        <source>Leave…</source>
        <translation>Verlassen …</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>Jede Nachricht</translation>
    </message>
    <message>
        <source>Mentions only</source>
        <translation>Nur Erwähnungen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Decline the invitation…</source>
        <translation>Einladung ablehnen …</translation>
    </message>
    <message>
        <source>Pinned messages</source>
        <translation>Angeheftete Nachrichten</translation>
    </message>
</context>
<context>
    <name>RoomView</name>
    <message>
        <source>Grapevine is still starting: try again.</source>
        <translation>Grapevine startet noch: versuch es noch einmal.</translation>
    </message>
    <message>
        <source>something went wrong inside Grapevine</source>
        <translation>in Grapevine ist etwas schiefgegangen</translation>
    </message>
</context>
<context>
    <name>RoomWishes</name>
    <message>
        <source>Something went wrong inside Grapevine.</source>
        <translation>In Grapevine ist etwas schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>RoomsList</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>erwähnt dich</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>You are invited</source>
        <translation>Du bist eingeladen</translation>
    </message>
</context>
<context>
    <name>SearchChips</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>from: person</source>
        <translation>from: Person</translation>
    </message>
    <message>
        <source>in: room</source>
        <translation>in: Raum</translation>
    </message>
    <message>
        <source>has: link</source>
        <translation>has: link</translation>
    </message>
    <message>
        <source>before: date</source>
        <translation>before: Datum</translation>
    </message>
    <message>
        <source>is: pinned</source>
        <translation>is: pinned</translation>
    </message>
    <message>
        <source>after: date</source>
        <translation>after: Datum</translation>
    </message>
    <message>
        <source>on: date</source>
        <translation>on: Datum</translation>
    </message>
</context>
<context>
    <name>SearchEmpty</name>
    <message>
        <source>Forget recent searches</source>
        <translation>Letzte Suchen vergessen</translation>
    </message>
    <message>
        <source>A little more</source>
        <translation>Noch etwas mehr</translation>
    </message>
    <message>
        <source>Search all your rooms</source>
        <translation>Alle deine Räume durchsuchen</translation>
    </message>
    <message>
        <source>Words match from their beginning; &quot;quotes&quot; keep words together. Narrow it down with from: a person, in: a room, has: link, code, reaction or pin, is: unread, mentioned, edited, pinned or own, before:, after: and on: a day. A minus in front leaves things out.</source>
        <translation>Wörter passen von ihrem Anfang an; &quot;Anführungszeichen&quot; halten Wörter zusammen. Enger wird es mit from: Person, in: Raum, has: link, code, reaction oder pin, is: unread, mentioned, edited, pinned oder own, before:, after: und on: Tag. Ein Minus davor lässt etwas weg.</translation>
    </message>
    <message>
        <source>No messages for “{0}”</source>
        <translation>Keine Nachrichten zu „{0}“</translation>
    </message>
    <message>
        <source>Nothing fits all of it. Try with less:</source>
        <translation>Nichts passt zu allem. Versuch es mit weniger:</translation>
    </message>
    <message>
        <source>Try fewer or other words. Only rooms you are in are searched.</source>
        <translation>Versuch weniger oder andere Wörter. Durchsucht werden nur Räume, in denen du bist.</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Type at least %n letters: fewer are in nearly every message.</source>
        <translation>
            <numerusform>Tippe mindestens %n Buchstaben: weniger stehen in fast jeder Nachricht.</numerusform>
            <numerusform>Tippe mindestens %n Buchstaben: weniger stehen in fast jeder Nachricht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type on after {0}:</source>
        <translation>Nach {0}: weiterschreiben</translation>
    </message>
    <message>
        <source>Or choose what fits from the chips under the box: Tab takes the first.</source>
        <translation>Oder wähle aus den Vorschlägen unter dem Feld: Tab nimmt den ersten.</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear (Esc)</source>
        <translation>Leeren (Esc)</translation>
    </message>
</context>
<context>
    <name>SearchPreview</name>
    <message>
        <source>The message among those round it</source>
        <translation>Die Nachricht zwischen denen um sie herum</translation>
    </message>
    <message>
        <source>Open in chat</source>
        <translation>Im Chat öffnen</translation>
    </message>
    <message>
        <source>Open in chat (Enter)</source>
        <translation>Im Chat öffnen (Eingabe)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>SearchWindow</name>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>there are more</source>
        <translation>es gibt weitere</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>neueste zuerst</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Nachrichten durchsuchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>Die Suche hat nicht geklappt</translation>
    </message>
    <message>
        <source>Tab: {0}</source>
        <translation>Tab: {0}</translation>
    </message>
    <message>
        <source>↑↓ move · Enter open · Esc close</source>
        <translation>↑↓ · Eingabe öffnet · Esc schließt</translation>
    </message>
    <message>
        <source>Esc close</source>
        <translation>Esc schließt</translation>
    </message>
    <message>
        <source>by room</source>
        <translation>nach Raum</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>nach Tag</translation>
    </message>
    <message>
        <source>Group by day</source>
        <translation>Nach Tagen gruppieren</translation>
    </message>
    <message>
        <source>Group by room</source>
        <translation>Nach Räumen gruppieren</translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %n messages</source>
        <translation>
            <numerusform>die neueste Nachricht</numerusform>
            <numerusform>die neuesten %n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>None among the newest messages</source>
        <translation>Keine unter den neuesten Nachrichten</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>Voriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>Zur neuesten Nachricht springen</translation>
    </message>
    <message>
        <source>Show who is here</source>
        <translation>Zeigen, wer da ist</translation>
    </message>
    <message>
        <source>Add someone by address</source>
        <translation>Jemanden per Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Go to a room or a person</source>
        <translation>Zu einem Raum oder einer Person gehen</translation>
    </message>
    <message>
        <source>New room or message</source>
        <translation>Neuer Raum oder neue Nachricht</translation>
    </message>
    <message>
        <source>Browse rooms</source>
        <translation>Räume durchsehen</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Voriges Gespräch</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Nächstes Gespräch</translation>
    </message>
    <message>
        <source>Previous unread conversation</source>
        <translation>Voriges ungelesenes Gespräch</translation>
    </message>
    <message>
        <source>Next unread conversation</source>
        <translation>Nächstes ungelesenes Gespräch</translation>
    </message>
    <message>
        <source>Back to where you were reading</source>
        <translation>Zurück, wo du gelesen hast</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>Wieder vorwärts</translation>
    </message>
    <message>
        <source>Conversation {0} of the list</source>
        <translation>Unterhaltung {0} der Liste</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>People on this network</source>
        <translation>Leute in diesem Netz</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>Durchsage</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>Normale Größe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Edit your last message, from an empty box</source>
        <translation>Deine letzte Nachricht ändern, aus leerem Feld</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Make an address a link</source>
        <translation>Eine Adresse zum Link machen</translation>
    </message>
    <message>
        <source>Find in this room</source>
        <translation>In diesem Raum suchen</translation>
    </message>
    <message>
        <source>Go to a day</source>
        <translation>Zu einem Tag gehen</translation>
    </message>
    <message>
        <source>Reply to the message</source>
        <translation>Auf die Nachricht antworten</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Edit the message</source>
        <translation>Die Nachricht ändern</translation>
    </message>
    <message>
        <source>Delete the message</source>
        <translation>Die Nachricht löschen</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>Die Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy a link to the message</source>
        <translation>Link zur Nachricht kopieren</translation>
    </message>
    <message>
        <source>Mark unread from the message on</source>
        <translation>Ab der Nachricht als ungelesen markieren</translation>
    </message>
    <message>
        <source>Who wrote the message</source>
        <translation>Wer die Nachricht geschrieben hat</translation>
    </message>
    <message>
        <source>Older messages, one page</source>
        <translation>Ältere Nachrichten, eine Seite</translation>
    </message>
    <message>
        <source>Newer messages, one page</source>
        <translation>Neuere Nachrichten, eine Seite</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>Erste Nachricht</translation>
    </message>
    <message>
        <source>Latest message</source>
        <translation>Neueste Nachricht</translation>
    </message>
    <message>
        <source>The message before</source>
        <translation>Die Nachricht davor</translation>
    </message>
    <message>
        <source>The message after</source>
        <translation>Die Nachricht danach</translation>
    </message>
    <message>
        <source>Walk from the latest</source>
        <translation>Von der neuesten aus gehen</translation>
    </message>
    <message>
        <source>Open what is marked in the message</source>
        <translation>Öffnen, was in der Nachricht markiert ist</translation>
    </message>
    <message>
        <source>Select the day</source>
        <translation>Den Tag auswählen</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>First unread message</source>
        <translation>Erste ungelesene Nachricht</translation>
    </message>
</context>
<context>
    <name>SidebarEdge</name>
    <message>
        <source>Width of the list of rooms</source>
        <translation>Breite der Liste der Räume</translation>
    </message>
    <message>
        <source>Drag to make it wider, double-click for the width it had</source>
        <translation>Ziehen macht sie breiter, ein Doppelklick stellt die alte Breite wieder her</translation>
    </message>
</context>
<context>
    <name>SpellingRows</name>
    <message>
        <source>Check spelling</source>
        <translation>Rechtschreibung prüfen</translation>
    </message>
    <message>
        <source>With the dictionaries of your system; nothing leaves this computer</source>
        <translation>Mit den Wörterbüchern deines Systems; nichts verlässt diesen Computer</translation>
    </message>
</context>
<context>
    <name>StatusChoice</name>
    <message>
        <source>Your status</source>
        <translation>Dein Status</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Your keys and all your messages are in this folder and nowhere else. Copy it, while Grapevine is not running, to keep a backup; show it to nobody.</source>
        <translation>Deine Schlüssel und alle deine Nachrichten liegen in diesem Ordner und nirgends sonst. Kopiere ihn als Sicherung, während Grapevine nicht läuft; zeig ihn niemandem.</translation>
    </message>
    <message>
        <source>{0} free on this disk</source>
        <translation>{0} frei auf diesem Datenträger</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to a room or a person</source>
        <translation>Zu einem Raum oder einer Person gehen</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>No room and nobody here is called that.</source>
        <translation>Kein Raum und niemand hier heißt so.</translation>
    </message>
    <message>
        <source>↑ ↓ to choose · Enter to go · Esc to close</source>
        <translation>↑ ↓ wählen · Eingabe geht hin · Esc schließt</translation>
    </message>
</context>
<context>
    <name>TargetsModel</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Create the room “{0}”</source>
        <translation>Raum „{0}“ anlegen</translation>
    </message>
    <message>
        <source>Browse the rooms of this network</source>
        <translation>Räume dieses Netzes durchsehen</translation>
    </message>
    <message>
        <source>Search messages for “{0}”</source>
        <translation>Nachrichten nach „{0}“ durchsuchen</translation>
    </message>
    <message>
        <source>You are invited</source>
        <translation>Du bist eingeladen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
</context>
<context>
    <name>TargetsView</name>
    <message>
        <source>Rooms and people</source>
        <translation>Räume und Leute</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>erwähnt dich</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>a reply</source>
        <translation>eine Antwort</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>The message this answers is not here</source>
        <translation>Die Nachricht, auf die das antwortet, ist nicht hier</translation>
    </message>
    <message>
        <source>In reply to {0}: {1}</source>
        <translation>Antwort an {0}: {1}</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Copy link to message</source>
        <translation>Link zur Nachricht kopieren</translation>
    </message>
    <message>
        <source>Pin for everyone</source>
        <translation>Für alle anheften</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>Ab hier als ungelesen markieren</translation>
    </message>
    <message>
        <source>About {0}</source>
        <translation>Über {0}</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Show the former words</source>
        <translation>Frühere Fassung zeigen</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>{weekday}, {date} {year}, {time}</source>
        <translation>{weekday}, {date} {year}, {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{weekday}, {date}</source>
        <translation>{weekday}, {date}</translation>
    </message>
    <message>
        <source>{weekday}, {date} {year}</source>
        <translation>{weekday}, {date} {year}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day}. {month}</translation>
    </message>
    <message>
        <source>Someone</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Not sent: {0}</source>
        <translation>Nicht gesendet: {0}</translation>
    </message>
    <message>
        <source>The clock of the sending device is wrong, so this time is too</source>
        <translation>Die Uhr des sendenden Geräts geht falsch, also auch diese Zeit</translation>
    </message>
    <message>
        <source>This device signed two different histories; it may have been copied</source>
        <translation>Dieses Gerät hat zwei verschiedene Verläufe unterschrieben; vielleicht wurde es kopiert</translation>
    </message>
    <message>
        <source>This message was deleted. Others may have kept a copy.</source>
        <translation>Diese Nachricht wurde gelöscht. Andere können eine Kopie behalten haben.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Copy selection</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Select this day</source>
        <translation>Diesen Tag auswählen</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
    <message>
        <source>Edited {0}. Click for the former words</source>
        <translation>Geändert {0}. Klick zeigt die frühere Fassung</translation>
    </message>
    <message>
        <source>Actions for the message</source>
        <translation>Aktionen für die Nachricht</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier messages from {0} are still on their way</source>
        <translation>
            <numerusform>%n frühere Nachricht von {0} ist noch unterwegs</numerusform>
            <numerusform>%n frühere Nachrichten von {0} sind noch unterwegs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neue</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delivered to %n</source>
        <translation>
            <numerusform>zugestellt an %n</numerusform>
            <numerusform>zugestellt an %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n rooms</source>
        <translation>
            <numerusform>in %n Raum</numerusform>
            <numerusform>in %n Räumen</numerusform>
        </translation>
    </message>
    <message>
        <source>While apart: {0}</source>
        <translation>Während der Trennung: {0}</translation>
    </message>
    <message>
        <source>While apart: {0} {1}</source>
        <translation>Während der Trennung: {0} {1}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Scroll messages</source>
        <translation>Nachrichten blättern</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Tell me again</source>
        <translation>Wieder melden</translation>
    </message>
    <message>
        <source>Mute for 1 hour</source>
        <translation>Für 1 Stunde stumm</translation>
    </message>
    <message>
        <source>Grapevine is still running</source>
        <translation>Grapevine läuft weiter</translation>
    </message>
    <message>
        <source>You stay reachable. Click this icon to come back, or quit in its menu.</source>
        <translation>Du bleibst erreichbar. Ein Klick auf dieses Symbol bringt dich zurück, beenden lässt es sich in seinem Menü.</translation>
    </message>
    <message>
        <source>Show Grapevine</source>
        <translation>Grapevine zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>TypingLine</name>
    <message>
        <source>{0} is typing</source>
        <translation>{0} schreibt</translation>
    </message>
    <message>
        <source>{0} and {1} are typing</source>
        <translation>{0} und {1} schreiben</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing</source>
        <translation>
            <numerusform>%n Person schreibt</numerusform>
            <numerusform>%n Personen schreiben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreadButton</name>
    <message>
        <source>Go to the first of them</source>
        <translation>Zur ersten davon gehen</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Connected to a network</source>
        <translation>Mit einem Netzwerk verbunden</translation>
    </message>
    <message>
        <source>Through {0}</source>
        <translation>Über {0}</translation>
    </message>
    <message>
        <source>Ready for others</source>
        <translation>Bereit für andere</translation>
    </message>
    <message>
        <source>Accepting links on port {0}</source>
        <translation>Nimmt Verbindungen auf Port {0} an</translation>
    </message>
    <message>
        <source>Port {0} answers on this computer at {1}</source>
        <translation>Port {0} antwortet auf diesem Computer unter {1}</translation>
    </message>
    <message>
        <source>The port does not answer</source>
        <translation>Der Port antwortet nicht</translation>
    </message>
    <message>
        <source>Port {0} at {1}, though that is this computer</source>
        <translation>Port {0} unter {1}, obwohl das dieser Computer ist</translation>
    </message>
    <message>
        <source>Others reached this device</source>
        <translation>Andere haben dieses Gerät erreicht</translation>
    </message>
    <message>
        <source>Time since the last: {0}</source>
        <translation>Zeit seit dem letzten Mal: {0}</translation>
    </message>
    <message>
        <source>Not proven that others reach this device</source>
        <translation>Nicht bewiesen, dass andere dieses Gerät erreichen</translation>
    </message>
    <message>
        <source>None has linked to it by itself since the start</source>
        <translation>Seit dem Start hat sich keines von selbst damit verbunden</translation>
    </message>
    <message>
        <source>No call of anybody else was heard yet</source>
        <translation>Noch kein Ruf von jemand anderem gehört</translation>
    </message>
    <message>
        <source>Nobody is here, or a firewall or the Wi-Fi keeps devices apart</source>
        <translation>Niemand ist da, oder eine Firewall oder das WLAN trennt die Geräte</translation>
    </message>
    <message>
        <source>The firewall blocks everything that comes in</source>
        <translation>Die Firewall blockiert alles, was hereinkommt</translation>
    </message>
    <message>
        <source>It is the firewall of {0}</source>
        <translation>Es ist die Firewall von {0}</translation>
    </message>
    <message>
        <source>The firewall lets links through</source>
        <translation>Die Firewall lässt Verbindungen durch</translation>
    </message>
    <message>
        <source>{0} is on</source>
        <translation>{0} ist an</translation>
    </message>
    <message>
        <source>A firewall is on</source>
        <translation>Eine Firewall ist an</translation>
    </message>
    <message>
        <source>Whether {0} lets Grapevine in cannot be told</source>
        <translation>Ob {0} Grapevine hereinlässt, lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>A firewall may be on</source>
        <translation>Vielleicht ist eine Firewall an</translation>
    </message>
    <message>
        <source>Whether one is on in this computer cannot be told</source>
        <translation>Ob in diesem Computer eine an ist, lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>No VPN is on</source>
        <translation>Kein VPN ist an</translation>
    </message>
    <message>
        <source>As far as the system tells</source>
        <translation>Soweit das System es verrät</translation>
    </message>
    <message>
        <source>A VPN is on</source>
        <translation>Ein VPN ist an</translation>
    </message>
    <message>
        <source>{0}; the links stand all the same</source>
        <translation>{0}; die Verbindungen bestehen trotzdem</translation>
    </message>
    <message>
        <source>A VPN takes all traffic of this computer</source>
        <translation>Ein VPN nimmt allen Verkehr dieses Computers</translation>
    </message>
    <message>
        <source>{0} may close off the local network</source>
        <translation>{0} sperrt vielleicht das lokale Netzwerk ab</translation>
    </message>
    <message>
        <source>Calls for others do not go through {0}, and it may take traffic of the local network</source>
        <translation>Rufe nach anderen gehen nicht durch {0}, und es nimmt vielleicht Verkehr des lokalen Netzwerks</translation>
    </message>
    <message>
        <source>Another version of Grapevine is heard</source>
        <translation>Eine andere Version von Grapevine ist zu hören</translation>
    </message>
    <message>
        <source>It speaks version {0}, this device {1}</source>
        <translation>Sie spricht Version {0}, dieses Gerät {1}</translation>
    </message>
    <message>
        <source>An address is in no network of this computer</source>
        <translation>Eine Adresse liegt in keinem Netzwerk dieses Computers</translation>
    </message>
    <message>
        <source>Only a router can lead to {0}</source>
        <translation>Nur ein Router kann zu {0} führen</translation>
    </message>
    <message>
        <source>This device&apos;s clock is {0} off the others&apos;</source>
        <translation>Die Uhr dieses Geräts weicht {0} von denen der anderen ab</translation>
    </message>
    <message>
        <source>Messages are stamped with theirs</source>
        <translation>Nachrichten tragen deren Zeit</translation>
    </message>
    <message>
        <source>The clock is not compared yet</source>
        <translation>Die Uhr ist noch nicht verglichen</translation>
    </message>
    <message>
        <source>There is no other device to compare it with</source>
        <translation>Es gibt kein anderes Gerät zum Vergleichen</translation>
    </message>
    <message>
        <source>{0} is known but not linked</source>
        <translation>{0} ist bekannt, aber nicht verbunden</translation>
    </message>
    <message>
        <source>Grapevine is not running there, or this network does not carry its packets</source>
        <translation>Grapevine läuft dort nicht, oder dieses Netzwerk trägt seine Pakete nicht</translation>
    </message>
    <message>
        <source>Others reach this device</source>
        <translation>Andere erreichen dieses Gerät</translation>
    </message>
    <message>
        <source>Another Grapevine network is here</source>
        <translation>Ein anderes Grapevine-Netzwerk ist hier</translation>
    </message>
    <message numerus="yes">
        <source>%n devices linked to it by themselves; longest link: {0}</source>
        <translation>
            <numerusform>%n Gerät hat sich von sich aus mit ihm verbunden; Dauer der Verbindung: {0}</numerusform>
            <numerusform>%n Geräte haben sich von sich aus mit ihm verbunden; längste Verbindung: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in it are heard</source>
        <translation>
            <numerusform>Rufe von %n Gerät darin sind zu hören</numerusform>
            <numerusform>Rufe von %n Geräten darin sind zu hören</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>You are not in the room that this link leads to.</source>
        <translation>Du bist nicht in dem Raum, zu dem dieser Link führt.</translation>
    </message>
    <message>
        <source>This message has not arrived on this device.</source>
        <translation>Diese Nachricht ist auf diesem Gerät nicht angekommen.</translation>
    </message>
    <message>
        <source>You are no longer in {0}.</source>
        <translation>Du bist nicht mehr in {0}.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours} h {minutes}</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>Not connected to any network. Messages will be sent when someone is reachable.</source>
        <translation>Mit keinem Netz verbunden. Nachrichten gehen hinaus, sobald jemand erreichbar ist.</translation>
    </message>
    <message>
        <source>Looking for a network…</source>
        <translation>Netz wird gesucht …</translation>
    </message>
    <message>
        <source>Looking for people on this network…</source>
        <translation>Leute in diesem Netz werden gesucht …</translation>
    </message>
    <message>
        <source>Looking for people on {0}…</source>
        <translation>Leute in {0} werden gesucht …</translation>
    </message>
    <message>
        <source>Open network: anyone on this LAN can join and read the lobby.</source>
        <translation>Offenes Netz: alle in diesem LAN können beitreten und die Lobby lesen.</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>bis {0}</translation>
    </message>
    <message>
        <source>yesterday, {0}</source>
        <translation>gestern, {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread messages</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Invisible</source>
        <translation>Unsichtbar</translation>
    </message>
</context>
<context>
    <name>_DeviceRow</name>
    <message>
        <source>a device</source>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>online since {0}</source>
        <translation>online seit {0}</translation>
    </message>
    <message>
        <source>away for {0}</source>
        <translation>abwesend seit {0}</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>gesehen {0}</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>direct, {0}</source>
        <translation>direkt, {0}</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>Chat with the people on this network</source>
        <translation>Chatte mit den Leuten in diesem Netz</translation>
    </message>
    <message>
        <source>No account, no server, no internet. Everything stays on your computers.</source>
        <translation>Kein Konto, kein Server, kein Internet. Alles bleibt auf euren Rechnern.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>The name others see; you can change it at any time</source>
        <translation>Der Name, den andere sehen; du kannst ihn jederzeit ändern</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>Loslegen</translation>
    </message>
    <message>
        <source>Start chatting (Enter)</source>
        <translation>Loslegen (Eingabe)</translation>
    </message>
    <message>
        <source>Nobody could read this name: type at least one letter.</source>
        <translation>Diesen Namen könnte niemand lesen: tippe mindestens einen Buchstaben.</translation>
    </message>
    <message>
        <source>Others see: {0}</source>
        <translation>Andere sehen: {0}</translation>
    </message>
    <message>
        <source>Others see this. You can change it at any time.</source>
        <translation>Andere sehen das. Du kannst es jederzeit ändern.</translation>
    </message>
    <message>
        <source>Use an invite</source>
        <translation>Einladung verwenden</translation>
    </message>
    <message>
        <source>Add the device of someone who sent you an invite or address</source>
        <translation>Das Gerät von jemandem hinzufügen, der dir eine Einladung oder Adresse geschickt hat</translation>
    </message>
    <message>
        <source>Did someone send you an invite?</source>
        <translation>Hat dir jemand eine Einladung geschickt?</translation>
    </message>
</context>
<context>
    <name>_Found</name>
    <message>
        <source>This network is open: anyone on it can join and read the lobby. What is written is encrypted on its way.</source>
        <translation>Dieses Netz ist offen: alle darin können beitreten und die Lobby lesen. Was geschrieben wird, ist unterwegs verschlüsselt.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>People show up here once this device is on a network.</source>
        <translation>Leute erscheinen hier, sobald dieses Gerät in einem Netz ist.</translation>
    </message>
</context>
<context>
    <name>_Identity</name>
    <message>
        <source>Enter keeps the name, Esc keeps the old one</source>
        <translation>Eingabe behält den Namen, Esc den alten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>New room or message</source>
        <translation>Neuer Raum oder neue Nachricht</translation>
    </message>
    <message>
        <source>Your name: {0}</source>
        <translation>Dein Name: {0}</translation>
    </message>
    <message>
        <source>{0}: click to change your name</source>
        <translation>{0}: klicken, um deinen Namen zu ändern</translation>
    </message>
    <message>
        <source>Network: {0}</source>
        <translation>Netz: {0}</translation>
    </message>
    <message>
        <source>How this device is connected</source>
        <translation>Wie dieses Gerät verbunden ist</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>{0}: back to the usual keys</source>
        <translation>{0}: zurück zu den üblichen Tasten</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>Hier verwenden</translation>
    </message>
    <message>
        <source>{0} is for writing: add Ctrl or Alt.</source>
        <translation>{0} ist zum Schreiben da: nimm Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”.</source>
        <translation>{0} gehört zu „{1}“.</translation>
    </message>
</context>
<context>
    <name>_Trust</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>This is you</source>
        <translation>Das bist du</translation>
    </message>
    <message>
        <source>Others compare their number with yours.</source>
        <translation>Andere vergleichen ihre Zahl mit deiner.</translation>
    </message>
    <message>
        <source>Not verified yet</source>
        <translation>Noch nicht überprüft</translation>
    </message>
    <message>
        <source>Compare a number to be sure that it is really them.</source>
        <translation>Vergleicht eine Zahl, um sicher zu sein, dass es wirklich diese Person ist.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show the number to compare</source>
        <translation>Zahl zum Vergleichen zeigen</translation>
    </message>
    <message>
        <source>You compared codes with each other</source>
        <translation>Ihr habt die Codes miteinander verglichen</translation>
    </message>
</context>
</TS>
