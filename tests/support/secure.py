"""TLS for tests: a relay on a free port of the loopback, which it prints, with a certificate for a name, valid between two
times (seconds from now), by an authority whose certificate it writes into a file. It ends with its standard input."""

import datetime
import ipaddress
import os
import select
import socket
import ssl
import sys
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

folder, upstream, name, begins, ends = sys.argv[1:6]
now = datetime.datetime.now(datetime.timezone.utc)


def certificate(subject, key, issuer, issuer_key, times, extensions):
    def naming(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    builder = x509.CertificateBuilder().subject_name(naming(subject)).issuer_name(naming(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now + datetime.timedelta(seconds=times[0]))
    builder = builder.not_valid_after(now + datetime.timedelta(seconds=times[1]))
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def at(file):
    return os.path.join(folder, file)


YEARS = 10 * 365 * 86400
authority_key = ec.generate_private_key(ec.SECP256R1())
key = ec.generate_private_key(ec.SECP256R1())
basic = x509.BasicConstraints(ca=True, path_length=None)
try:
    who = x509.IPAddress(ipaddress.ip_address(name))
except ValueError:
    who = x509.DNSName(name)
with open(at("authority.pem"), "wb") as file:
    file.write(certificate("authority", authority_key, "authority", authority_key, (-YEARS, YEARS), [basic]))
with open(at("server.pem"), "wb") as file:
    names = x509.SubjectAlternativeName([who])
    file.write(certificate("server", key, "authority", authority_key, (int(begins), int(ends)), [names]))
    form = serialization.PrivateFormat.PKCS8
    file.write(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(at("server.pem"))
listener = socket.create_server(("127.0.0.1", 0))


def carry(client, server):
    """Hands bytes on both ways until a side ends; by one thread, since a connection of TLS is not for two."""
    while True:
        ready = [client] if client.pending() else select.select([client, server], [], [])[0]
        for side in ready:
            piece = side.recv(1 << 16)
            if not piece:
                return
            (server if side is client else client).sendall(piece)


def serve(client):
    try:
        with context.wrap_socket(client, server_side=True) as client:
            host, port = upstream.rsplit(":", 1)
            with socket.create_connection((host, int(port))) as server:
                carry(client, server)
    except OSError:
        pass


def accept():
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
os._exit(0)
