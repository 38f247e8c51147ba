#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// SSL_OP_ names are macros with a call inside, which Swift does not import.
static const uint64_t SSLOptionCipherServerPreference = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t SSLOptionPrioritizeChaCha = SSL_OP_PRIORITIZE_CHACHA;
static const uint64_t SSLOptionNoCompression = SSL_OP_NO_COMPRESSION;
static const uint64_t SSLOptionNoRenegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t SSLOptionIgnoreUnexpectedEOF = SSL_OP_IGNORE_UNEXPECTED_EOF;
