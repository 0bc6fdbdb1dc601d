#include "domain/access/thing.hpp"

namespace parvis::access {

namespace {

constexpr std::array<std::string_view, thing_count> thing_ids{"own_account",
                                                              "adept_profile",
                                                              "adept_contact",
                                                              "identity_and_address",
                                                              "mentor_profile",
                                                              "mentor_contact",
                                                              "record_check",
                                                              "pair_and_meetings",
                                                              "organisations",
                                                              "users_and_roles",
                                                              "reports",
                                                              "log_about_me",
                                                              "log_denials",
                                                              "log_summary",
                                                              "log_technical",
                                                              "audit_log",
                                                              "log_of_protected",
                                                              "needs_and_risk",
                                                              "consents_and_waivers",
                                                              "programmes_and_rounds",
                                                              "proposals",
                                                              "training",
                                                              "import",
                                                              "erasure",
                                                              "backup",
                                                              "protected_record"};
constexpr std::array<std::string_view, doing_count> doing_ids{
    "read", "write", "create", "show",  "export",  "propose", "approve", "decide",
    "stop", "ask",   "invite", "grant", "disable", "review",  "sign_up", "restore"};

template <class Kind, std::size_t n>
std::optional<Kind> found(const std::array<std::string_view, n>& ids, std::string_view id) {
  for (std::size_t i = 0; i < n; ++i)
    if (ids[i] == id) return static_cast<Kind>(i);
  return std::nullopt;
}

}  // namespace

std::string_view id_of(Thing thing) {
  return thing_ids.at(static_cast<std::size_t>(thing));
}
std::string_view id_of(Doing doing) {
  return doing_ids.at(static_cast<std::size_t>(doing));
}
std::optional<Thing> thing_of(std::string_view id) {
  return found<Thing>(thing_ids, id);
}
std::optional<Doing> doing_of(std::string_view id) {
  return found<Doing>(doing_ids, id);
}

DataClass data_class_of(Thing thing) {
  switch (thing) {
    case Thing::identity_and_address:
    case Thing::record_check:
    case Thing::needs_and_risk:
    case Thing::log_of_protected:
    case Thing::backup:
    case Thing::protected_record: return DataClass::p0;
    case Thing::own_account:
    case Thing::adept_profile:
    case Thing::adept_contact:
    case Thing::mentor_profile:
    case Thing::mentor_contact:
    case Thing::pair_and_meetings:
    case Thing::log_about_me:
    case Thing::log_denials:
    case Thing::audit_log:
    case Thing::users_and_roles:
    case Thing::consents_and_waivers:
    case Thing::proposals:
    case Thing::import:
    case Thing::erasure: return DataClass::p1;
    case Thing::organisations:
    case Thing::log_summary:
    case Thing::log_technical:
    case Thing::programmes_and_rounds:
    case Thing::training:
    case Thing::reports: return DataClass::p2;
  }
  return DataClass::p0;
}

}  // namespace parvis::access
