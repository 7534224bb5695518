namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>URLs that no policy may let pass, whatever a name resolves to.</summary>
internal static class HostileUrls
{
    public static TheoryData<string> All =>
    [
        // Addresses that are not public, in every notation.
        "http://127.0.0.1/", "http://127.1/", "http://0.0.0.0/", "http://0/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
        "http://100.100.100.200/latest/meta-data/", "http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/", "http://192.0.0.192/",
        "http://0x7f.1/", "http://0x7f000001/", "http://0X7F.0.0.1/", "http://2130706433/", "http://017700000001/", "http://0177.0.0.1/", "http://127.0.1/",
        "http://169.254.43518/", "http://2852039166/", "http://0xA9FEA9FE/",
        "http://[::1]/", "http://[::]/", "http://[::ffff:10.0.0.1]/", "http://[::ffff:a00:1]/", "http://[::a9fe:a9fe]/", "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/", "http://[fd00:ec2::254]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/", "http://[2606:4700::5efe:a00:1]/",
        "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１６９.２５４.１６９.２５４/", "http://0x７f.1/",
        "http://%31%32%37.0.0.1/", "http://127.0.0.1%2f@example.com/",

        // What only looks like a name, or is one for this machine.
        "http://1.2.3.4.5/", "http://999.1.1.1/", "http://example.0x7f/", "http://example.123/",
        "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://api.localhost/", "http://ｌｏｃａｌｈｏｓｔ/", "http://example.com./",

        // Other schemes, and none.
        "/etc/passwd", "file:///etc/passwd", "FILE://localhost/etc/passwd", "ftp://example.com/", "gopher://example.com:80/_", "dict://example.com/",
        "ldap://example.com/", "jar:http://example.com/!/", "ws://example.com/", "//example.com/a", "example.com/a", "http:example.com", "http:/example.com",
        "http:\\\\example.com\\a", "javascript:alert(1)", "blob:https://example.com/1", "", " ", "http://", "https://", "http:///etc/passwd", "http://?a", "http://#",

        // Names before the host, other ports, what parsers disagree about.
        "http://user@example.com/", "http://user:secret@example.com/", "http://@example.com/", "http://example.com@127.0.0.1/", "http://127.0.0.1#@example.com/",
        "http://127.0.0.1\\@example.com/", "http://example.com:22/", "http://example.com:0/", "http://example.com:8080/", "http://example.com:65616/", "http://example.com:80:22/",
        " http://example.com/", "http://example.com/ ", "http://example.com/a b", "http://exam\tple.com/", "http://example.com/\r\nHost: a", "http://example.com\n/", "http://example.com/\0",
        "http://example.com/\u00a0", "http://example\u200b..com/", "http://[::1", "http://[]/",
    ];
}
