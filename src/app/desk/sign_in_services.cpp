#include "app/desk/sign_in_services.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::desk {
namespace {

oidc::Moment seconds_of(Moment now) {
  return oidc::Moment(std::chrono::seconds(now.microseconds() / 1'000'000));
}

bool vouches(const oidc::SecondFactor& words, const oidc::Claims& claims) {
  return std::ranges::find(words.acr, claims.acr) != words.acr.end() ||
         std::ranges::any_of(claims.amr, [&](const std::string& method) {
           return std::ranges::find(words.amr, method) != words.amr.end();
         });
}

}  // namespace

SignInServices::SignInServices(std::vector<settings::Service> services) {
  for (auto& service : services) {
    auto party = oidc::RelyingParty::make(service.configuration, net::HttpClient(service.http));
    PARVIS_ASSERT(party.has_value());  // settings::read_sign_in has made one of it
    named_.push_back({service.id, service.name});
    parties_.push_back({std::move(service), std::move(*party)});
  }
}

const SignInServices::Party* SignInServices::find(std::string_view service) const {
  const auto at = std::ranges::find_if(parties_, [&](const Party& one) { return one.service.id == service; });
  return at == parties_.end() ? nullptr : &*at;
}

void SignInServices::forget_old(Moment now, const std::string& address) {
  std::erase_if(under_way_,
                [&](const UnderWay& one) { return seconds_between(one.since, now) >= under_way_s; });
  const auto is_from = [&](const UnderWay& one) { return one.address == address; };
  if (std::ranges::count_if(under_way_, is_from) >= static_cast<std::ptrdiff_t>(most_of_one_address))
    under_way_.erase(std::ranges::find_if(under_way_, is_from));
  if (under_way_.size() >= most_under_way) under_way_.pop_front();
}

std::optional<Result<SignInServices::Begun, oidc::No>> SignInServices::begin(std::string_view service,
                                                                             Errand errand,
                                                                             const std::string& address,
                                                                             Moment now) {
  const auto* party = find(service);
  if (!party) return std::nullopt;
  oidc::Wish wish;
  if (errand.kind == Errand::Kind::again) wish.max_age = std::chrono::seconds(0);
  wish.languages = code_of(errand.language);
  auto begun = party->party->begin(seconds_of(now), wish);
  if (!begun) return no(begun.error());
  auto key = crypto::random_key();
  const std::lock_guard lock(mutex_);
  forget_old(now, address);
  under_way_.push_back({crypto::sha256_base64(key), party->service.id, address, std::move(begun->kept),
                        std::move(errand), now});
  return Begun{std::move(key), party->service.name, std::move(begun->url)};
}

std::optional<SignInServices::Ended> SignInServices::end(std::string_view service, std::string_view key,
                                                         const oidc::Answer& answer, Moment now) {
  const auto hash = crypto::sha256_base64(std::string(key));
  std::optional<UnderWay> one;
  {
    const std::lock_guard lock(mutex_);
    const auto at = std::ranges::find(under_way_, hash, &UnderWay::key_hash);
    if (at == under_way_.end()) return std::nullopt;
    one = std::move(*at);
    under_way_.erase(at);
  }
  if (seconds_between(one->since, now) >= under_way_s) return std::nullopt;
  // Each service has its own address to come back to: an answer at another's is from another.
  const auto* party = find(service);
  if (!party || one->service != service) return Ended{std::move(one->errand), no(oidc::No::mixed_up), false};
  auto claims = party->party->finish(answer, one->kept, seconds_of(now));
  const bool two = claims && vouches(party->service.vouches, *claims);
  return Ended{std::move(one->errand), std::move(claims), two};
}

}  // namespace parvis::desk
