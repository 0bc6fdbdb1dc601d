/// The services at which people sign in (OpenID Connect), and the sign-ins that are under way: begun here, not yet
/// come back. These are kept in memory, each for ten minutes, each good for one answer and bound to the browser that
/// began it; a restart of the server forgets them, and whoever was on the way begins again.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings/settings.hpp"
#include "platform/base/moment.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::desk {

class SignInServices {
 public:
  explicit SignInServices(std::vector<settings::Service> services);

  struct Named {
    std::string id, name;
  };
  const std::vector<Named>& all() const { return named_; }

  /// What somebody is on the way for.
  struct Errand {
    enum class Kind {
      sign_in,
      invitation,  ///< `link` is to be used up
      connect,     ///< to the account of `session`
      again        ///< to prove it anew, in `session`
    } kind = Kind::sign_in;
    Language language = Language::swedish;
    std::string on_to = {}, link = {};
    std::int64_t session = 0;
  };
  struct Begun {
    std::string key;  ///< for the cookie
    std::string name, url;
  };
  /// Nothing: there is no such service. Waits for the service where its description is not known yet. `address`: from
  /// where; one that begins again and again drops its own oldest, nobody else's.
  std::optional<Result<Begun, oidc::No>> begin(std::string_view service, Errand errand,
                                               const std::string& address, Moment now);

  struct Ended {
    Errand errand;
    Result<oidc::Claims, oidc::No> claims;
    bool second_factor = false;  ///< the service vouches for it
  };
  /// `key` is spent, whatever comes. Nothing: this browser has begun nothing, or too long ago.
  std::optional<Ended> end(std::string_view service, std::string_view key, const oidc::Answer& answer,
                           Moment now);

  static constexpr std::size_t most_under_way = 20'000, most_of_one_address = 100;
  static constexpr std::int64_t under_way_s = 600;

 private:
  struct Party {
    settings::Service service;
    std::unique_ptr<oidc::RelyingParty> party;
  };
  struct UnderWay {
    std::string key_hash, service, address;
    oidc::Kept kept;
    Errand errand;
    Moment since;
  };
  const Party* find(std::string_view service) const;
  void forget_old(Moment now, const std::string& address);

  std::vector<Party> parties_;
  std::vector<Named> named_;
  std::mutex mutex_;
  std::list<UnderWay> under_way_;  ///< the oldest first
};

}  // namespace parvis::desk
