/// Whether a token whose signature held is the one we asked for: pure, and the whole list of OpenID Connect Core
/// 3.1.3.7 in one place.
#pragma once

#include <optional>

#include "platform/oidc/answers.hpp"
#include "platform/oidc/oidc.hpp"

namespace parvis::oidc {

/// How far two clocks may be apart.
inline constexpr std::chrono::seconds leeway{60};
/// How long a person may take at the provider.
inline constexpr std::chrono::minutes patience{10};

std::optional<No> judge(const IdToken& token, const Configuration& configuration, const Kept& kept,
                        Moment now);

/// The browser's answer before anything is asked of the provider: the code to exchange, or why not.
Result<std::string, No> judge(const Answer& answer, bool says_iss, const Kept& kept, Moment now);

/// Whether the provider can do what we need and everything it names is safe to ask, by `client`.
std::optional<No> judge(const Metadata& metadata, const Configuration& configuration,
                        const net::HttpClient& client);

}  // namespace parvis::oidc
