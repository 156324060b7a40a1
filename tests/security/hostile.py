"""Hostile mail: what would be fetched if anything were. All invented."""

from collections.abc import Iterator

NAME = "../../EVIL\\..\\EVIL:EVIL"  # for a file
HOSTS = (
    *("169.254.169.254", "127.0.0.1:1", "[::1]:1", "10.0.0.1", "192.168.1.1", "0x7f.1"),
    *("localhost:1", "pixel.example.com", "2130706433", "[::ffff:127.0.0.1]:1"),
)
LINKS = (
    *(f"http://{host}/latest/meta-data?id={n}" for n, host in enumerate(HOSTS)),
    *(
        "file:///etc/passwd",
        "ftp://10.0.0.1/x",
        "gopher://127.0.0.1:1/x",
        "\\\\10.0.0.1\\x",
    ),
    *(
        "https://outlet.example.com/redirect?to=http://169.254.169.254/",
        "dict://10.0.0.1:1/",
    ),
)
HEAD = (
    b"From: HARO <haro@helpareporter.com>\r\nTo: bot@example.com\r\n"
    b"Date: Tue, 15 Sep 2026 09:20:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"List-Unsubscribe: <http://169.254.169.254/u>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    b"Disposition-Notification-To: <pixel@pixel.example.com>\r\n"
    b"Return-Receipt-To: <pixel@pixel.example.com>\r\n"
    b"X-Image-URL: http://169.254.169.254/face\r\n"
    b"DKIM-Signature: v=1; a=rsa-sha256; d=pixel.example.com; s=x; h=from; bh=A; b=A\r\n"
)


def page(digest: bytes) -> Iterator[bytes]:
    """Yield the text of a digest as hostile mails: a page, an entity, outer bodies."""
    text = digest.split(b"\r\n\r\n", 1)[1]
    lines = b"<br>".join(text.split(b"\r\n"))
    images = b"".join(
        b'<img src="%b" width=1 height=1><link rel=stylesheet href="%b"><script src="%b">'
        b'</script><iframe src="%b"></iframe><a href="%b" ping="%b">x</a>'
        b'<div style="background:url(%b)"></div>' % ((link.encode(),) * 7)
        for link in LINKS
    )
    yield (
        HEAD + b"Message-ID: <page@example.com>\r\nSubject: HARO Queries, as a page\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        b'<!DOCTYPE html SYSTEM "http://169.254.169.254/x.dtd" ['
        b'<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://10.0.0.1/">%p;]>'
        b'<html><head><base href="http://10.0.0.1/"><meta http-equiv=refresh content="0;'
        b'url=http://10.0.0.1/"></head><body>&e;<p>' + lines + b"</p>" + images + b"</body>"
    )
    yield (
        HEAD + b"Message-ID: <outer@example.com>\r\nSubject: HARO ../../EVIL\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/external-body; access-type=URL;\r\n"
        b' URL="http://169.254.169.254/body"\r\n\r\nContent-Type: text/plain\r\n\r\n'
        b'--b\r\nContent-Type: application/zip; name="../../EVIL.zip"\r\n'
        b'Content-Disposition: attachment; filename="/tmp/EVIL"\r\n\r\nPK\r\n'
        b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n"
        b"ATTACH:http://10.0.0.1/a\r\nEND:VCALENDAR\r\n"
        b"--b\r\nContent-Type: text/xml\r\n\r\n"
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://10.0.0.1/">]><x>&e;</x>\r\n--b--\r\n'
    )
