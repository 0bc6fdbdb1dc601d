/// What the database hides, and the keys with which it does: the key file lies outside the database and its backups,
/// so that whoever steals one of the two can read nothing.
///
///   auto keys = Keyring::create("/etc/parvis/keys", today);             // once, when a city is set up
///   auto keys = Keyring::load("/etc/parvis/keys");                      // each time Parvis starts
///   row.identity_number = keys->seal(number, "person.identity_number:42");
///   row.identity_hash = keys->keyed_hash("identity_number", number);    // to look up by, and to keep unique
///   auto number = keys->open(row.identity_number, "person.identity_number:42");
///
/// **Rotation.** `with_new_key` gives a ring that seals with a new key and still opens what the old ones sealed; after
/// `save`, all cells for which `is_behind` says yes are opened and sealed again; when none is left (and no backup that
/// one wants to restore is sealed with it either), `without` drops the old key:
///
///   PARVIS_TRY(auto rotated, keys.with_new_key(today));
///   PARVIS_TRY(keys, rotated.save(path));                               // on disk before anything is sealed with it
///   … for each sealed cell: if (keys.is_behind(cell)) cell = keys.seal(*keys.open(cell, name), name); …
///   PARVIS_TRY(keys, keys.without(old)); PARVIS_TRY(keys, keys.save(path));
///
/// **The hash key** is a line of its own, which rotation leaves alone: hashes cannot be made anew without the values,
/// and the history's may have been erased. If it is lost or changed, nobody is found by identity number until all
/// numbers are opened and hashed again, recovery codes are dead, and the audit log's bond to the history can no longer
/// be shown (its chain still can). If a sealing key is lost, what it sealed is lost for good, backups included. So keep
/// a copy of the file, on paper or in a safe, apart from the backups of the database.
///
/// **The file**, as it is written (comments and blank lines may be added; the next rotation leaves them out):
///
///   parvis-keys 1
///   hash 2026-11-22 q83v…=
///   1 2026-11-22 Zm9v…= old
///   2 2027-11-22 YmFy…= active
///   check 6Kx0…
///
/// The check is over the lines above it, so that a slip in a copied key is met here and not in the data. The file must
/// not be readable by group or others. It is written beside its place, synced and then put there, so that it is always
/// whole; two rotations at once cannot lose each other's key (`changed_meanwhile`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/date.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::crypto {

using KeyId = std::uint32_t;  ///< 1, 2, 3 … in the order in which they were made

struct KeyFault {
  enum class Kind {
    exists_already,      ///< create: a key file is never written over
    not_found,           ///< load
    readable_by_others,  ///< load: its mode lets group or others in
    unreadable,          ///< load: the system says no
    unwritable,          ///< create, save: the system says no; what stands there is whole, old or new
    not_a_key_file,      ///< load: another file, an unknown version, or a copy with a slip in it
    changed_meanwhile,   ///< save: the file is no longer the one from which this ring was made
    still_active,        ///< without: the key that seals today
    unknown_key,         ///< without
  };
  Kind kind;
  Message what;  ///< for whoever runs Parvis: names the file, and what to do
};

enum class OpenFault {
  not_sealed,     ///< these bytes were never made by `seal`, or were cut
  unknown_key,    ///< sealed with a key that is not in the ring
  not_authentic,  ///< changed, cut, lengthened, or moved here from another place
  cut_short,      ///< streams: it ends between two chunks, before the last one
  unreadable,     ///< streams: the source failed
  unwritable,     ///< streams: the destination took no more
};
/// For whoever runs Parvis: about a backup or another sealed file.
Message describe(OpenFault fault);

class Keyring {
 public:
  /// Makes the file with one sealing key and the hash key, mode 0600.
  [[nodiscard]] static Result<Keyring, KeyFault> create(const std::filesystem::path& path, Date day);
  [[nodiscard]] static Result<Keyring, KeyFault> load(const std::filesystem::path& path);

  /// The ring with a new key that seals from now on.
  Keyring with_new_key(Date day) const;
  /// The ring without an old key.
  [[nodiscard]] Result<Keyring, KeyFault> without(KeyId id) const;
  /// Puts this ring in the place of the file from which it was made. Gives the ring as it now stands there.
  [[nodiscard]] Result<Keyring, KeyFault> save(const std::filesystem::path& path) const;

  struct Line {
    KeyId id;
    Date made_on;
    bool is_active;
  };
  /// Without the keys themselves, for `parvis doctor`. In the order of their ids.
  std::vector<Line> lines() const;

  /// XChaCha20-Poly1305 with a random nonce: the same value sealed twice looks different. `bound_to` names the one
  /// place where the value may lie, "person.identity_number:42": moved to another row or column it does not open. The
  /// sealed bytes (a BLOB) are `seal_overhead` longer than the value; its length can be told.
  static constexpr std::size_t seal_overhead = 1 + 4 + 24 + 16;
  std::string seal(std::string_view plain, std::string_view bound_to) const;
  [[nodiscard]] Result<std::string, OpenFault> open(std::string_view sealed, std::string_view bound_to) const;
  /// With which key a cell is sealed (not whether it is authentic); nothing for what `seal` cannot have made.
  static std::optional<KeyId> key_of(std::string_view sealed);
  /// Whether a cell is sealed with another key than today's: rotation seals it again.
  bool is_behind(std::string_view sealed) const;

  /// 32 bytes: the same for the same text as long as the hash key is kept, and not to be guessed from outside. Each
  /// purpose has hashes of its own: equal texts of two purposes cannot be recognised.
  std::string keyed_hash(std::string_view purpose, std::string_view text) const;

  /// Gives up to `room` bytes; 0 is the end; nothing when the source failed.
  using From = std::function<std::optional<std::size_t>(char* bytes, std::size_t room)>;
  /// Takes bytes; false when it cannot take more.
  using To = std::function<bool(std::string_view bytes)>;
  /// Backups and exports: any length in chunks of 64 KiB (crypto_secretstream), each with its place and the last one
  /// marked, so that a cut, a swap or a mix of two files is met. `bound_to` as above: "backup". Gives how many plain
  /// bytes went by.
  [[nodiscard]] Result<std::uint64_t, OpenFault> seal_stream(const From& from, const To& to,
                                                             std::string_view bound_to) const;
  /// What has been given to `to` is true, but only when this succeeds is it also whole: write beside the place, and
  /// put it there afterwards.
  [[nodiscard]] Result<std::uint64_t, OpenFault> open_stream(const From& from, const To& to,
                                                             std::string_view bound_to) const;
  [[nodiscard]] Result<std::uint64_t, OpenFault> seal_stream(std::istream& from, std::ostream& to,
                                                             std::string_view bound_to) const;
  [[nodiscard]] Result<std::uint64_t, OpenFault> open_stream(std::istream& from, std::ostream& to,
                                                             std::string_view bound_to) const;

 private:
  struct SealingKey {
    KeyId id;
    Date made_on;
    Key key;
  };
  friend struct KeyFile;
  Keyring(Date hash_made_on, Key hash_key) : hash_made_on_(hash_made_on), hash_key_(std::move(hash_key)) {}

  const SealingKey* find(KeyId id) const;
  const SealingKey& active() const { return *find(active_); }

  Date hash_made_on_;
  Key hash_key_;
  std::vector<SealingKey> sealing_;  ///< by id
  KeyId active_ = 0;
  std::string fingerprint_;  ///< of the file from which this ring was made; empty before there is one
};

}  // namespace parvis::crypto
