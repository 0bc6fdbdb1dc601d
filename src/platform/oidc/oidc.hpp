/// Signs people in with the city's own sign-in service, or a broker for BankID or Freja: OpenID Connect, code flow.
///
///   auto party = oidc::RelyingParty::make({.issuer = "https://login.example.org", .client_id = "parvis", …}, client);
///   auto begun = (*party)->begin(now);       // keep begun->kept in the session, send the browser to begun->url
///   auto claims = (*party)->finish(oidc::Answer(query), kept, now);   // once: throw `kept` away, whatever comes
///   if (!claims) show(oidc::why(claims.error()));
///
/// (iss, sub) is the person's key; an e-mail address is not, and counts as theirs only when `email_verified`.
///
/// Held to: OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0, RFC 7636 (PKCE, S256 alone), RFC 9207
/// (`iss` in the answer), RFC 9700 (best practice). The clock is an argument everywhere. May be used from many
/// threads at once; the network is waited for inside `begin` and `finish`.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/crypto/jws.hpp"
#include "platform/net/http_client.hpp"

namespace parvis::oidc {

using Moment = std::chrono::sys_seconds;

/// Proof of a second factor: any one of these is enough. Both empty: not asked for. Which words a provider uses is
/// in its manual, for example acr "http://id.elegnamnden.se/loa/1.0/loa3" or amr "mfa".
struct SecondFactor {
  std::vector<std::string> acr;
  std::vector<std::string> amr;
};

struct Configuration {
  std::string issuer;  ///< to the letter as the provider writes it
  std::string client_id;
  std::string client_secret;
  std::string redirect_uri;
  std::vector<std::string> scopes = {"openid", "email", "profile"};
  std::vector<std::string> acr_wanted = {};  ///< asked for, best first; not demanded
  SecondFactor must_have = {};
  /// None other is ever taken.
  std::vector<crypto::JwsAlgorithm> algorithms = {crypto::JwsAlgorithm::rs256, crypto::JwsAlgorithm::ps256,
                                                  crypto::JwsAlgorithm::es256};
  std::string after_logout_uri = {};  ///< registered with the provider; empty: the provider's own page
};

/// Why a configuration cannot be used. For the operator.
enum class ConfigurationNo {
  no_issuer,
  issuer_not_https,  ///< plain HTTP only to this machine, when the HttpClient allows it
  no_client,         ///< client id or secret missing
  redirect_not_https,
  no_openid_scope,
  no_algorithm,
};
Message why(ConfigurationNo no);

/// Why somebody was not signed in.
enum class No {
  unreachable,      ///< the provider does not answer, or with something else than it should
  unsuitable,       ///< its description names another issuer, insecure addresses, or cannot do what we need
  wrong_state,      ///< the answer belongs to no sign-in begun in this session
  too_late,         ///< begun more than ten minutes ago
  mixed_up,         ///< the answer says it comes from another issuer, or does not say though it promised
  malformed,        ///< the answer or the token cannot be read, or says a thing twice
  declined,         ///< the person said no at the provider
  not_signed_in,    ///< the provider said no
  code_refused,     ///< the code was used already, or is not ours
  client_refused,   ///< the provider does not know us: id or secret
  wrong_signature,  ///< also: an algorithm that is not on the list, none among them
  unknown_key,
  wrong_issuer,
  wrong_audience,
  wrong_party,  ///< azp
  wrong_nonce,
  no_subject,
  no_times,  ///< exp or iat missing
  expired,
  from_the_future,
  signed_in_too_long_ago,
  no_second_factor,
};
/// For the person: short, without technical words.
Message why(No no);
/// The enumerator's name, for the log.
std::string_view name_of(No no);

/// What the session keeps between the two halves. Secret, and good for one `finish`.
struct Kept {
  std::string issuer;  ///< whoever has several providers finds the right one by it
  std::string state, nonce, verifier;
  std::optional<std::chrono::seconds> max_age;
  Moment begun_at;
};

struct Wish {
  std::optional<std::chrono::seconds> max_age;  ///< 0: sign in afresh, even when the provider remembers them
  std::string login_hint;
  std::string languages;  ///< "sv ar": for the provider's pages
};

struct Begun {
  std::string url;
  Kept kept;
};

/// The query with which the browser comes back, decoded, in its order.
using Answer = net::Fields;

struct Claims {
  std::string iss, sub;
  std::string email;  ///< at most 254 bytes; empty when there is none
  bool email_verified = false;
  std::string name;  ///< at most 200 bytes, without control characters
  std::string acr;
  std::vector<std::string> amr;
  std::optional<Moment> signed_in_at;  ///< auth_time
  std::string json;                    ///< the whole payload as signed
};

class RelyingParty {
 public:
  static Result<std::unique_ptr<RelyingParty>, ConfigurationNo> make(Configuration configuration,
                                                                     net::HttpClient client);
  ~RelyingParty();

  Result<Begun, No> begin(Moment now, const Wish& wish = {});
  /// Refuses whatever is not exactly as it must be. `kept` is spent even then.
  Result<Claims, No> finish(const Answer& answer, const Kept& kept, Moment now);
  /// Where the browser goes to end the provider's session too; nothing when the provider has no such page.
  Result<std::optional<std::string>, No> logout_url(Moment now, std::string_view state = {});

 private:
  struct State;
  explicit RelyingParty(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace parvis::oidc
