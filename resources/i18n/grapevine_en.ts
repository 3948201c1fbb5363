<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AnnounceWindow</name>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>%n byte left</numerusform>
            <numerusform>%n bytes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes too long</source>
        <translation>
            <numerusform>%n byte too long</numerusform>
            <numerusform>%n bytes too long</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people in all</source>
        <translation>
            <numerusform>%n person in all</numerusform>
            <numerusform>%n people in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rooms</source>
        <translation>
            <numerusform>%n room</numerusform>
            <numerusform>%n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n</source>
        <translation>
            <numerusform>Retry %n</numerusform>
            <numerusform>Retry %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Sending in %n s</numerusform>
            <numerusform>Sending in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>%n bytes left</source>
        <translation>
            <numerusform>%n byte left</numerusform>
            <numerusform>%n bytes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending in %n s</source>
        <translation>
            <numerusform>Sending in %n s</numerusform>
            <numerusform>Sending in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too long by %n bytes: a message holds 16 KiB. Send it in parts.</source>
        <translation>
            <numerusform>Too long by %n byte: a message holds 16 KiB. Send it in parts.</numerusform>
            <numerusform>Too long by %n bytes: a message holds 16 KiB. Send it in parts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message numerus="yes">
        <source>On %n other devices</source>
        <translation>
            <numerusform>On %n other device</numerusform>
            <numerusform>On %n other devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message numerus="yes">
        <source>%n other people are</source>
        <translation>
            <numerusform>%n other person is</numerusform>
            <numerusform>%n other people are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n</source>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in another Grapevine network are heard.</source>
        <translation>
            <numerusform>Calls of %n device in another Grapevine network are heard.</numerusform>
            <numerusform>Calls of %n devices in another Grapevine network are heard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %n devices.</source>
        <translation>
            <numerusform>Linked with %n device.</numerusform>
            <numerusform>Linked with %n devices.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others reach this device: %n devices linked to it by themselves; longest link: {0}.</source>
        <translation>
            <numerusform>Others reach this device: %n device linked to it by itself; its link lasts: {0}.</numerusform>
            <numerusform>Others reach this device: %n devices linked to it by themselves; longest link: {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message numerus="yes">
        <source>%n people are here, looking for more</source>
        <translation>
            <numerusform>%n person is here, looking for more</numerusform>
            <numerusform>%n people are here, looking for more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Invite</name>
    <message numerus="yes">
        <source>Invite %n people</source>
        <translation>
            <numerusform>Invite %n person</numerusform>
            <numerusform>Invite %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeshPicture</name>
    <message numerus="yes">
        <source>%n more are here</source>
        <translation>
            <numerusform>%n more is here</numerusform>
            <numerusform>%n more are here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>linked with %n people</source>
        <translation>
            <numerusform>linked with %n person</numerusform>
            <numerusform>linked with %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkWindow</name>
    <message numerus="yes">
        <source>%n people direct</source>
        <translation>
            <numerusform>%n person direct</numerusform>
            <numerusform>%n people direct</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceModel</name>
    <message numerus="yes">
        <source>%n messages wait</source>
        <translation>
            <numerusform>%n message waits</numerusform>
            <numerusform>%n messages wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchEmpty</name>
    <message numerus="yes">
        <source>Type at least %n letters: fewer are in nearly every message.</source>
        <translation>
            <numerusform>Type at least %n letter: fewer are in nearly every message.</numerusform>
            <numerusform>Type at least %n letters: fewer are in nearly every message.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchWindow</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %n messages</source>
        <translation>
            <numerusform>the newest %n message</numerusform>
            <numerusform>the newest %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n earlier messages from {0} are still on their way</source>
        <translation>
            <numerusform>%n earlier message from {0} is still on its way</numerusform>
            <numerusform>%n earlier messages from {0} are still on their way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delivered to %n</source>
        <translation>
            <numerusform>delivered to %n</numerusform>
            <numerusform>delivered to %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n rooms</source>
        <translation>
            <numerusform>in %n room</numerusform>
            <numerusform>in %n rooms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TypingLine</name>
    <message numerus="yes">
        <source>%n people are typing</source>
        <translation>
            <numerusform>%n person is typing</numerusform>
            <numerusform>%n people are typing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>%n devices linked to it by themselves; longest link: {0}</source>
        <translation>
            <numerusform>%n device linked to it by itself; its link lasts: {0}</numerusform>
            <numerusform>%n devices linked to it by themselves; longest link: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Calls of %n devices in it are heard</source>
        <translation>
            <numerusform>Calls of %n device in it are heard</numerusform>
            <numerusform>Calls of %n devices in it are heard</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
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
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
</TS>
