#include "engine/model/weight.h"

namespace topomq::model {

namespace {

/// What it takes beyond the place that it stands in.
std::size_t excessOf(const std::string& text)
{
    return text.size() / kTextPerValue;
}

std::size_t excessOf(const SocketRef& ref)
{
    return excessOf(ref.node.text()) + excessOf(ref.socket.text());
}

std::size_t weightOf(const std::vector<std::string>& texts)
{
    std::size_t weight = texts.size();
    for (const std::string& text : texts)
        weight += excessOf(text);
    return weight;
}

} // namespace

std::size_t weightOf(const Value& value)
{
    std::size_t weight = 1;
    if (const Array* array = value.asArray()) {
        for (const Value& item : *array)
            weight += weightOf(item);
    } else if (const Object* object = value.asObject()) {
        weight += weightOf(*object);
    } else if (const std::string* text = value.asText()) {
        weight += excessOf(*text);
    }
    return weight;
}

std::size_t weightOf(const Object& object)
{
    std::size_t weight = 0;
    for (const auto& [key, value] : object.members())
        weight += excessOf(key) + weightOf(value);
    return weight;
}

std::size_t weightOf(const Socket& socket)
{
    const Security& security = socket.security;
    return 1 + excessOf(socket.id.text()) + excessOf(socket.unknownType) + weightOf(socket.bind)
        + weightOf(socket.options) + weightOf(socket.extras) + weightOf(security.allow)
        + weightOf(security.extras) + excessOf(security.unknownMechanism)
        + excessOf(security.username) + excessOf(security.serverKey);
}

std::size_t weightOf(const Node& node)
{
    std::size_t weight = 1 + excessOf(node.id.text()) + excessOf(node.name)
        + excessOf(node.unknownRole) + weightOf(node.settings) + weightOf(node.extras);
    for (const Socket& socket : node.sockets)
        weight += weightOf(socket);
    return weight;
}

std::size_t weightOf(const Link& link)
{
    return 1 + excessOf(link.id.text()) + excessOf(link.connect) + excessOf(link.bind)
        + link.bends.size() + weightOf(link.extras);
}

std::size_t weightOf(const Port& port)
{
    return 1 + excessOf(port.id.text()) + excessOf(port.socket);
}

std::size_t weightOf(const Parameter& parameter)
{
    return excessOf(parameter.name) + weightOf(parameter.value) + excessOf(parameter.unit)
        + excessOf(parameter.description) + weightOf(parameter.extras);
}

} // namespace topomq::model
