#include "engine/io/security_fields.h"

#include "engine/io/file_keys.h"

#include <algorithm>
#include <array>

namespace topomq::io {

namespace {

using model::Array;
using model::Object;
using model::Security;
using model::Value;

constexpr std::array kKeys{keys::kMechanism, keys::kServer, keys::kUsername, keys::kAllow,
                           keys::kServerKey};

void readMechanism(FieldReader& fields, const Value& value, Security& security)
{
    const std::string word = fields.text(keys::kMechanism, value).value_or("NULL");
    security.mechanism = model::mechanismFromText(word);
    if (security.mechanism == model::Mechanism::Unknown)
        security.unknownMechanism = word;
}

} // namespace

Security readSecurity(FieldReader& fields, const Value& value)
{
    Security security;
    const auto object = fields.object(keys::kSecurity, value);
    if (!object)
        return security;
    for (const auto& [key, field] : object->members()) {
        if (key == keys::kMechanism)
            readMechanism(fields, field, security);
        else if (key == keys::kServer)
            security.server = fields.truth(key, field).value_or(false);
        else if (key == keys::kUsername)
            security.username = fields.text(key, field).value_or("");
        else if (key == keys::kAllow)
            security.allow = fields.textList(key, field).value_or(std::vector<std::string>());
        else if (key == keys::kServerKey)
            security.serverKey = fields.text(key, field).value_or("");
        else
            security.extras.append(key, field);
    }
    return security;
}

Object securityFields(const Security& security)
{
    Object object;
    const auto append = [&object](std::string_view key, Value value) {
        object.append(std::string(key), std::move(value));
    };
    const bool known = security.mechanism != model::Mechanism::Unknown;
    append(keys::kMechanism,
           known ? std::string(toText(security.mechanism)) : security.unknownMechanism);
    if (security.server)
        append(keys::kServer, true);
    if (!security.username.empty())
        append(keys::kUsername, security.username);
    if (!security.allow.empty())
        append(keys::kAllow, Array(security.allow.begin(), security.allow.end()));
    if (!security.serverKey.empty())
        append(keys::kServerKey, security.serverKey);
    // A known key among the extras would stand twice: it is ours, not the extra's.
    for (const auto& [key, value] : security.extras.members()) {
        if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
            append(key, value);
    }
    return object;
}

} // namespace topomq::io
