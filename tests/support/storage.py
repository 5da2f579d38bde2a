"""Object storage for tests: moto's server on a free port of the loopback, which it prints. Signed requests are held against
the signatures that botocore makes of them. It ends with its standard input, so that it never outlives the tests."""

import logging
import os
import sys
import threading
from urllib.parse import parse_qs

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

KEY, SECRET = sys.argv[1:3]
REFUSAL = b"<Error><Code>SignatureDoesNotMatch</Code><Message>The signature is wrong for %s.</Message></Error>"


def signature(environ, query):
    """The signature that the request should have."""
    headers = {}
    for name in query["X-Amz-SignedHeaders"][0].split(";"):
        variable = name.upper().replace("-", "_")
        headers[name] = environ.get(variable if name.startswith("content-") else "HTTP_" + variable, "")
    url = "http://" + environ["HTTP_HOST"] + environ["RAW_URI"].split("&X-Amz-Signature=")[0]
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=url, headers=headers)
    request.context["timestamp"] = query["X-Amz-Date"][0]
    region = query["X-Amz-Credential"][0].split("/")[2]
    auth = S3SigV4QueryAuth(Credentials(KEY, SECRET), "s3", region)
    return auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)


def checked(app):
    """Lets only right signatures through. Requests without any are those of the tests themselves, and some are changed on the
    way on purpose."""

    def answer(environ, start):
        query = parse_qs(environ["QUERY_STRING"])
        if "X-Amz-Signature" not in query:
            environ["HTTP_AUTHORIZATION"] = f"AWS4-HMAC-SHA256 Credential={KEY}/20200101/us-east-1/s3/aws4_request"
        elif "HTTP_X_CHANGED" not in environ and query["X-Amz-Signature"][0] != signature(environ, query):
            start("403 Forbidden", [("Content-Type", "application/xml")])
            return [REFUSAL % SECRET.encode()]
        return app(environ, start)

    return answer


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", 0, checked(DomainDispatcherApplication(create_backend_app)), threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
os._exit(0)
