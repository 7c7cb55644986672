#include "engine/io/parameter_fields.h"

#include "engine/io/file_keys.h"

#include <algorithm>
#include <array>

namespace topomq::io {

namespace {

using model::Object;
using model::Parameter;
using model::Value;

constexpr std::size_t kLongestName = 128;
constexpr std::array kKeys{keys::kValue, keys::kUnit, keys::kDescription};

void readValue(FieldReader& fields, Parameter& parameter, const Value& value)
{
    if (value.asNumber() || value.asText() != nullptr)
        parameter.value = value;
    else
        fields.error("wrong-kind",
                     "The parameter \"" + parameter.name
                         + "\" must be a number, or a text such as \"#rate / 2\".");
}

Parameter readParameter(FieldReader& fields, const std::string& name, const Value& entry)
{
    Parameter parameter;
    parameter.name = name;
    const Object* object = entry.asObject();
    if (object == nullptr) {
        readValue(fields, parameter, entry);
        return parameter;
    }
    for (const auto& [key, field] : object->members()) {
        if (key == keys::kValue)
            readValue(fields, parameter, field);
        else if (key == keys::kUnit)
            parameter.unit = fields.title(key, field, kUnitLimit).value_or("");
        else if (key == keys::kDescription)
            parameter.description = fields.title(key, field, kRemarkLimit).value_or("");
        else
            parameter.extras.append(key, field);
    }
    if (object->find(keys::kValue) == nullptr)
        fields.error("missing-key", "The parameter \"" + name + "\" has no \"value\".");
    return parameter;
}

} // namespace

std::vector<Parameter> readParameterList(FieldReader& fields, const Object& list)
{
    std::vector<Parameter> parameters;
    for (const auto& [name, entry] : list.members()) {
        // A little too long is for the rules to tell; a monster would stand in every message.
        if (name.size() > kLongestName)
            fields.error("bad-parameter",
                         "A parameter has a name of " + std::to_string(name.size())
                             + " bytes; 64 are allowed.");
        else
            parameters.push_back(readParameter(fields, name, entry));
    }
    return parameters;
}

Object parameterFields(const std::vector<Parameter>& parameters)
{
    Object list;
    for (const Parameter& parameter : parameters) {
        if (parameter.unit.empty() && parameter.description.empty() && parameter.extras.isEmpty()) {
            list.append(parameter.name, parameter.value);
            continue;
        }
        Object object;
        object.append(std::string(keys::kValue), parameter.value);
        if (!parameter.unit.empty())
            object.append(std::string(keys::kUnit), parameter.unit);
        if (!parameter.description.empty())
            object.append(std::string(keys::kDescription), parameter.description);
        for (const auto& [key, value] : parameter.extras.members()) {
            if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
                object.append(key, value);
        }
        list.append(parameter.name, std::move(object));
    }
    return list;
}

} // namespace topomq::io
