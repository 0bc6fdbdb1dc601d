#include "domain/people/contacts.hpp"

#include <algorithm>

#include "domain/people/headers.hpp"
#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr ContactWord words_of_contact[] = {
    {ContactField::identity_number, "personnummer"},
    {ContactField::identity_number, "personnr"},
    {ContactField::identity_number, "person nr"},
    {ContactField::identity_number, "pnr"},
    {ContactField::identity_number, "samordningsnummer"},
    {ContactField::identity_number, "person eller samordningsnummer"},
    {ContactField::identity_number, "personnummer eller samordningsnummer"},
    {ContactField::identity_number, "identity number"},
    {ContactField::identity_number, "personal identity number"},
    {ContactField::identity_number, "co ordination number"},
    {ContactField::phone, "telefon"},
    {ContactField::phone, "telefonnummer"},
    {ContactField::phone, "tel"},
    {ContactField::phone, "mobil"},
    {ContactField::phone, "mobilnummer"},
    {ContactField::phone, "mobiltelefon"},
    {ContactField::phone, "phone"},
    {ContactField::phone, "phone number"},
    {ContactField::phone, "telephone"},
    {ContactField::phone, "mobile"},
    {ContactField::phone, "mobile phone"},
    {ContactField::email, "e post"},
    {ContactField::email, "epost"},
    {ContactField::email, "e postadress"},
    {ContactField::email, "mejl"},
    {ContactField::email, "mejladress"},
    {ContactField::email, "mail"},
    {ContactField::email, "e mail"},
    {ContactField::email, "email"},
    {ContactField::email, "email address"},
    {ContactField::email, "e mail address"},
    {ContactField::address, "adress"},
    {ContactField::address, "gatuadress"},
    {ContactField::address, "bostadsadress"},
    {ContactField::address, "postadress"},
    {ContactField::address, "postnummer"},
    {ContactField::address, "postort"},
    {ContactField::address, "address"},
    {ContactField::address, "street address"},
    {ContactField::address, "postal code"},
    {ContactField::address, "postcode"},
    {ContactField::address, "postal town"},
};

constexpr std::size_t longest_cell = 300;

std::optional<ContactField> contact_field_of(std::string_view header, Sheet sheet) {
  // A column that tells who is protected is never an address: "Adress (skyddad)".
  if (meaning_of_header(header, sheet)) return std::nullopt;
  auto text = folded(header);
  if (const auto note = header.find_first_of("(["); note != std::string_view::npos && note > 0)
    text = folded(header.substr(0, note));
  for (const auto& word : words_of_contact)
    if (word.text == text) return word.field;
  return std::nullopt;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const auto& part : parts_of(text, " \t\r\n\v\f")) line += (line.empty() ? "" : " ") + part;
  return line;
}

bool looks_like_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos)
    return false;
  const auto dot = text.rfind('.');
  return dot != std::string_view::npos && dot > at + 1 && dot + 1 < text.size() &&
         text.find_first_of(" ,;<>\"\\") == std::string_view::npos;
}

bool looks_like_phone(std::string_view text) {
  std::size_t figures = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      ++figures;
    else if (std::string_view("+-()/. ").find(c) == std::string_view::npos)
      return false;
  }
  return figures >= 5 && figures <= 15;
}

// A mistyped number is still somebody's, and whatever stands in the column may be one.
std::string masked(std::string_view text) {
  const auto points = code_points(text);
  std::u32string shown(points.begin(),
                       points.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(6, points.size())));
  if (points.size() > 6) shown += U"••••";
  return utf8(shown);
}

}  // namespace

std::string_view header_of(ContactField field) {
  switch (field) {
    case ContactField::identity_number: return "identity_number";
    case ContactField::phone: return "phone";
    case ContactField::email: return "email";
    case ContactField::address: return "address";
  }
  return {};
}

ContactReader::ContactReader(const formats::Table& table, Sheet sheet, Date today)
    : table_(table), today_(today) {
  int number_column = Columns::absent;
  for (int column = 0; column < static_cast<int>(table.headers.size()); ++column) {
    const auto& header = table.headers[static_cast<std::size_t>(column)];
    const auto field = contact_field_of(header, sheet);
    if (!field) continue;
    if (*field == ContactField::identity_number) {
      if (number_column != Columns::absent) {
        faults_.push_back(as_shown(Reject{
            table.file,
            0,
            header,
            {},
            say("The columns {first} and {second} mean the same. Keep one of them, or give the other another "
                "header.")
                .with("first", table.headers[static_cast<std::size_t>(number_column)])
                .with("second", header),
            Effect::refused}));
        continue;
      }
      number_column = column;
    }
    places_.push_back({*field, column});
    columns_.push_back(column);
  }
}

Contact ContactReader::read(const formats::Row& row, std::vector<Reject>& rejects) const {
  Contact contact;
  for (const auto& place : places_) read_cell(place, row, contact, rejects);
  return contact;
}

void ContactReader::read_cell(const Place& place, const formats::Row& row, Contact& contact,
                              std::vector<Reject>& rejects) const {
  const auto column = static_cast<std::size_t>(place.column);
  if (column >= row.cells.size() || is_blank(row.cells[column]) || is_unknown_word(row.cells[column])) return;
  const auto text = one_line(row.cells[column]);
  const auto tell = [&](Message reason, Effect effect, std::string value) {
    rejects.push_back(as_shown(Reject{table_.file, row.number, table_.headers[column], std::move(value),
                                      std::move(reason), effect}));
  };
  if (place.field == ContactField::identity_number) {
    auto number = IdentityNumber::read(text, today_);
    if (number)
      contact.identity_number = std::move(*number);
    else
      tell(number.error(), Effect::refused, masked(text));
    return;
  }
  if (text.size() > longest_cell) {
    tell(say("This is too long to be kept. Write at most 300 characters."), Effect::noted, {});
    return;
  }
  switch (place.field) {
    case ContactField::phone:
      if (!looks_like_phone(text))
        tell(say("This is no phone number that can be read. Write it as 070-174 06 05 or +46 70 174 06 05."),
             Effect::noted, text);
      else if (!contact.phone)
        contact.phone = text;
      return;
    case ContactField::email:
      if (!looks_like_email(text))
        tell(say("This is no e-mail address that can be read. Write it as amira@example.org."), Effect::noted,
             text);
      else if (!contact.email)
        contact.email = text;
      return;
    case ContactField::address:
      contact.address = contact.address ? *contact.address + ", " + text : text;
      return;
    case ContactField::identity_number: return;
  }
}

std::string phone_figures(std::string_view phone) {
  std::string figures;
  for (const char c : phone)
    if (c >= '0' && c <= '9') figures += c;
  if (figures.starts_with("0046"))
    figures.erase(0, 4);
  else if (trimmed(phone).starts_with('+') && figures.starts_with("46"))
    figures.erase(0, 2);
  figures.erase(0, figures.find_first_not_of('0'));
  return figures;
}

std::vector<ContactWord> contact_words() {
  return {std::begin(words_of_contact), std::end(words_of_contact)};
}

}  // namespace parvis::people
