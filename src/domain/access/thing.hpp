/// What can be asked for, and what can be done with it: the rows of SECURITY's table and of the lines under it.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace parvis::access {

enum class Thing {
  own_account,           ///< own account, own sign-ins, copy of own data
  adept_profile,         ///< name, languages, interests …
  adept_contact,         ///< phone, e-mail
  identity_and_address,  ///< an adept's identity number and address
  mentor_profile,
  mentor_contact,
  record_check,  ///< only "shown, on, to"
  pair_and_meetings,
  organisations,  ///< and their agreements and commitments
  users_and_roles,
  reports,
  log_about_me,      ///< who has seen me
  log_denials,       ///< what was refused
  log_summary,       ///< how much was done, of what kind
  log_technical,     ///< sign-ins, jobs, faults: nothing about whom
  audit_log,         ///< all of it
  log_of_protected,  ///< looks at protected records
  needs_and_risk,    ///< notes
  consents_and_waivers,
  programmes_and_rounds,
  proposals,
  training,
  import,
  erasure,
  backup,
  protected_record,
};
inline constexpr int thing_count = 26;

enum class Doing {
  read,
  write,
  create,
  show,     ///< what is masked, in clear
  export_,  ///< as a file
  propose,
  approve,
  decide,
  stop,
  ask,  ///< to be erased
  invite,
  grant,  ///< give or end a role
  disable,
  review,
  sign_up,
  restore,
};
inline constexpr int doing_count = 16;

std::string_view id_of(Thing thing);
std::string_view id_of(Doing doing);
std::optional<Thing> thing_of(std::string_view id);
std::optional<Doing> doing_of(std::string_view id);

/// A set of doings.
class Doings {
 public:
  constexpr Doings(std::initializer_list<Doing> doings) {
    for (const Doing doing : doings) bits_ |= bit(doing);
  }
  constexpr bool has(Doing doing) const { return (bits_ & bit(doing)) != 0; }
  constexpr bool has_any(Doings others) const { return (bits_ & others.bits_) != 0; }

 private:
  static constexpr std::uint32_t bit(Doing doing) { return 1u << static_cast<unsigned>(doing); }
  std::uint32_t bits_ = 0;
};

/// The classes of data of SECURITY.
enum class DataClass { p0, p1, p2, p3 };
DataClass data_class_of(Thing thing);

}  // namespace parvis::access
