#include "platform/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <cstring>

#include "platform/base/assert.hpp"

namespace parvis::http {
namespace {

constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
/// What a record holds at most (RFC 8446, 5.1).
constexpr std::size_t record_bytes = 16u << 10;

/// HTTP/1.1 is all we speak; whoever wants something else alone is told so in the greeting.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, ours, sizeof ours - 1, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

/// Never asks at the terminal: a server starts by itself.
int no_password(char*, int, int, void*) {
  return 0;
}

std::string all_of(BIO* out) {
  std::string bytes(BIO_ctrl_pending(out), '\0');
  if (bytes.empty()) return bytes;
  const int read = BIO_read(out, bytes.data(), static_cast<int>(bytes.size()));
  bytes.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return bytes;
}

}  // namespace

struct TlsKeys::State {
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context;
};

TlsKeys::TlsKeys(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsKeys::~TlsKeys() = default;

Result<std::shared_ptr<const TlsKeys>, Message> TlsKeys::load(const std::string& certificate,
                                                              const std::string& key) {
  ERR_clear_error();
  auto state = std::make_unique<State>();
  state->context.reset(SSL_CTX_new(TLS_server_method()));
  auto* context = state->context.get();
  PARVIS_ASSERT(context != nullptr);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_default_passwd_cb(context, no_password);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  PARVIS_ASSERT(SSL_CTX_set_cipher_list(context, ciphers_of_1_2) == 1);
  const auto refuse = [](Message why) {
    ERR_clear_error();
    return no(std::move(why));
  };
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return refuse(
        say("{file} holds no certificate that can be used. It is a text file that begins with -----BEGIN "
            "CERTIFICATE-----, and its key has at least 2048 bits (RSA) or 256 (elliptic curves).")
            .with("file", certificate));
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    const bool is_another = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH ||
                            ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_TYPE_MISMATCH;
    if (is_another)
      return refuse(say("The key in {key} belongs to another certificate than the one in {file}.")
                        .with("key", key)
                        .with("file", certificate));
    return refuse(
        say("{file} holds no key that can be used. It is a text file that begins with -----BEGIN PRIVATE "
            "KEY-----, without a password.")
            .with("file", key));
  }
  if (SSL_CTX_check_private_key(context) != 1)
    return refuse(say("The key in {key} belongs to another certificate than the one in {file}.")
                      .with("key", key)
                      .with("file", certificate));
  if (X509_cmp_current_time(X509_get0_notAfter(SSL_CTX_get0_certificate(context))) < 0)
    return refuse(say("The certificate in {file} has run out. Renew it, then start Parvis again.")
                      .with("file", certificate));
  ERR_clear_error();
  return std::shared_ptr<const TlsKeys>(new TlsKeys(std::move(state)));
}

struct Tls::State {
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::shared_ptr<const TlsKeys> keys;
  std::unique_ptr<SSL, Free> ssl;
  BIO* in = nullptr;   ///< of ssl
  BIO* out = nullptr;  ///< of ssl
  bool is_broken = false;
};

Tls::Tls(std::shared_ptr<const TlsKeys> keys) : state_(std::make_unique<State>()) {
  state_->keys = std::move(keys);
  state_->ssl.reset(SSL_new(state_->keys->state_->context.get()));
  PARVIS_ASSERT(state_->ssl != nullptr);
  state_->in = BIO_new(BIO_s_mem());
  state_->out = BIO_new(BIO_s_mem());
  PARVIS_ASSERT(state_->in != nullptr && state_->out != nullptr);
  SSL_set_bio(state_->ssl.get(), state_->in, state_->out);
  SSL_set_accept_state(state_->ssl.get());
}
Tls::~Tls() = default;

bool Tls::receive(std::string_view bytes, std::string& plain) {
  auto* ssl = state_->ssl.get();
  ERR_clear_error();
  if (BIO_write(state_->in, bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size()))
    return false;
  std::array<char, record_bytes> record;
  for (;;) {
    const int size = SSL_read(ssl, record.data(), static_cast<int>(record.size()));
    if (size > 0) {
      plain.append(record.data(), static_cast<std::size_t>(size));
      continue;
    }
    const int why = SSL_get_error(ssl, size);
    ERR_clear_error();
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) return true;
    // The other side has said all it has to say, and may still wait for our answer to it.
    if (why == SSL_ERROR_ZERO_RETURN) return !plain.empty();
    state_->is_broken = true;
    return false;
  }
}

std::string Tls::outgoing() {
  return all_of(state_->out);
}

bool Tls::is_ready() const {
  return SSL_is_init_finished(state_->ssl.get()) == 1;
}

std::string Tls::seal(std::string_view plain) {
  ERR_clear_error();
  while (!plain.empty()) {
    const auto part = plain.substr(0, record_bytes);
    // Into memory there is always room: anything else is a connection that has broken.
    if (SSL_write(state_->ssl.get(), part.data(), static_cast<int>(part.size())) <= 0) {
      ERR_clear_error();
      state_->is_broken = true;
      break;
    }
    plain.remove_prefix(part.size());
  }
  return all_of(state_->out);
}

std::string Tls::close() {
  ERR_clear_error();
  if (!state_->is_broken) SSL_shutdown(state_->ssl.get());
  ERR_clear_error();
  return all_of(state_->out);
}

}  // namespace parvis::http
