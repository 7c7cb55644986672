#include "ui/inspector/security_fields.h"

#include "engine/model/instances.h"
#include "engine/rules/rules.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/fold_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/password_fields.h"
#include "ui/inspector/text_editors.h"
#include "ui/inspector/text_list_editor.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <functional>
#include <utility>

namespace topomq::ui {

namespace {

using model::Mechanism;
using model::Security;

/// What a row reads from the security of a socket, and how it changes it.
struct Part
{
    std::function<std::optional<model::Value>(const Security&)> read;
    std::function<void(Security&, const std::optional<model::Value>&)> write;
};

struct Texts
{
    QString name;
    QString label;
    QString help;
};

std::string textOf(const std::optional<model::Value>& value)
{
    const std::string* text = value ? value->asText() : nullptr;
    return text == nullptr ? std::string() : *text;
}

std::optional<model::Value> textValue(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(model::Value(text));
}

ValueField* makeField(const Texts& texts,
                      const Part& part,
                      ValueEditor* editor,
                      const model::Value& standard,
                      const model::SocketRef& socket,
                      const InspectorContext& context,
                      QWidget* parent)
{
    TopologyDocument& document = context.document;
    FieldBinding binding;
    binding.name = QStringLiteral("sockets/%1/security/%2").arg(toText(socket.text()), texts.name);
    binding.label = texts.label;
    binding.help = texts.help;
    binding.defaultValue = standard;
    binding.read = [&document, socket, part]() -> FieldState {
        const model::Socket* found = document.topology().find(socket);
        return stateOf(found == nullptr ? std::nullopt : part.read(found->security));
    };
    binding.whyNot = [](const model::Value&) { return std::optional<std::string>(); };
    binding.write = [&document, socket, part](const FieldValues& values, const QString& gesture) {
        const model::Socket* found = document.topology().find(socket);
        if (found == nullptr)
            return;
        Security changed = found->security;
        part.write(changed, values.front());
        document.push(SecurityFields::tr("Change security of %1").arg(toText(socket.text())),
                      model::setSecurity(document.topology(), socket, changed), gesture);
    };
    return new ValueField(std::move(binding), editor, context, parent);
}

Part mechanismPart()
{
    return {[](const Security& security) -> std::optional<model::Value> {
                const std::string_view word = model::toText(security.mechanism);
                if (security.mechanism == Mechanism::Null)
                    return std::nullopt;
                return model::Value(word.empty() ? security.unknownMechanism : std::string(word));
            },
            [](Security& security, const std::optional<model::Value>& value) {
                const bool server = security.server;
                security = {};
                security.mechanism =
                    value ? model::mechanismFromText(textOf(value)) : Mechanism::Null;
                security.server = server && security.mechanism != Mechanism::Null;
            }};
}

Part serverPart()
{
    return {[](const Security& security) -> std::optional<model::Value> {
                return security.server ? std::optional(model::Value(true)) : std::nullopt;
            },
            [](Security& security, const std::optional<model::Value>& value) {
                security.server = value && value->asBool() != nullptr && *value->asBool();
                security.allow.clear();
                security.username.clear();
                security.serverKey.clear();
            }};
}

Part allowPart()
{
    return {[](const Security& security) -> std::optional<model::Value> {
                if (security.allow.empty())
                    return std::nullopt;
                model::Array list;
                for (const std::string& entry : security.allow)
                    list.emplace_back(entry);
                return model::Value(list);
            },
            [](Security& security, const std::optional<model::Value>& value) {
                security.allow.clear();
                if (const auto* list = value ? value->asArray() : nullptr) {
                    for (const model::Value& entry : *list) {
                        if (const std::string* text = entry.asText(); text && !text->empty())
                            security.allow.push_back(*text);
                    }
                } else if (!textOf(value).empty()) {
                    security.allow.push_back(textOf(value));
                }
            }};
}

Part namePart(std::string Security::*member)
{
    return {[member](const Security& security) { return textValue(security.*member); },
            [member](Security& security, const std::optional<model::Value>& value) {
                security.*member = textOf(value);
            }};
}

Texts userNameTexts()
{
    return {QStringLiteral("username"), SecurityFields::tr("User name"),
            SecurityFields::tr(
                "The name by which it asks to be let in; the password is kept beside the "
                "file.")};
}

} // namespace

QStringList usersOf(const model::Topology& topology, const model::SocketRef& ref)
{
    const model::Socket* socket = topology.find(ref);
    QStringList users;
    if (socket == nullptr || socket->security.mechanism != Mechanism::Plain)
        return users;
    if (!socket->security.server)
        return {toText(socket->security.username)};
    for (const std::string& user : socket->security.allow)
        users.append(toText(user));
    // Without a list whoever has the right password comes in: those that are drawn.
    for (const model::Link& link : topology.links) {
        if (!socket->security.allow.empty() || (link.bind != ref && link.connect != ref))
            continue;
        const model::Socket* peer = topology.find(link.bind == ref ? link.connect : link.bind);
        if (peer != nullptr && peer->security.mechanism == Mechanism::Plain)
            users.append(toText(peer->security.username));
    }
    users.removeAll({});
    users.removeDuplicates();
    return users;
}

ValueField*
makeUserNameField(const model::SocketRef& socket, const InspectorContext& context, QWidget* parent)
{
    return makeField(userNameTexts(), namePart(&Security::username), new LineEditor(parent), "",
                     socket, context, parent);
}

SecurityFields::SecurityFields(const model::SocketRef& socket,
                               const InspectorContext& context,
                               QWidget* parent)
    : QWidget(parent)
    , m_socket(socket)
    , m_context(context)
{
    m_section = new FoldSection(QStringLiteral("security/") + toText(socket.text()), context, this);
    m_section->toggle()->setObjectName(
        QStringLiteral("sockets/%1/security").arg(toText(socket.text())));
    addFields();
    m_section->setHeading(summary());
    makeColumnLayout(this, 0)->addWidget(m_section);
}

void SecurityFields::addFields()
{
    QWidget* inner = m_section->inner();
    QVBoxLayout* column = m_section->rows();
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr)
        return;
    const Security& security = socket->security;
    const auto add = [&](const Texts& texts, const Part& part, ValueEditor* editor,
                         const model::Value& standard) {
        m_fields.push_back(makeField(texts, part, editor, standard, m_socket, m_context, inner));
        column->addWidget(m_fields.back());
    };
    add({QStringLiteral("mechanism"), tr("Mechanism"),
         tr("NULL: nothing is checked. PLAIN: name and password, not encrypted. CURVE: keys, and "
            "everything is encrypted. Both ends of a link need the same.")},
        mechanismPart(),
        new ChoiceEditor({QStringLiteral("NULL"), QStringLiteral("PLAIN"), QStringLiteral("CURVE")},
                         inner),
        "NULL");
    if (security.mechanism != Mechanism::Curve && security.mechanism != Mechanism::Plain)
        return;
    const bool curve = security.mechanism == Mechanism::Curve;
    add({QStringLiteral("server"), tr("Is the server"),
         tr("The side that checks the other one; it need not be the one that binds.")},
        serverPart(), new SwitchEditor(false, inner), false);
    if (security.server)
        add({QStringLiteral("allow"), tr("Lets in only"),
             curve ? tr("Sockets (node.socket) or public keys, one per line. Empty: everyone with "
                        "the key of this server.")
                   : tr("User names, one per line. Empty: everyone with the right password.")},
            allowPart(),
            new TextListEditor(curve ? tr("everyone with the key") : tr("everyone with a password"),
                               false, inner),
            model::Array());
    else if (curve)
        add({QStringLiteral("serverKey"), tr("Server's key"),
             tr("The public key (40 characters) of a server that is not in this drawing. Those in "
                "it are known.")},
            namePart(&Security::serverKey), new LineEditor(inner), "");
    else
        add(userNameTexts(), namePart(&Security::username), new LineEditor(inner), "");
    if (!curve) {
        m_passwords = new PasswordFields(m_context, inner);
        m_passwords->showUsers(usersOf(m_context.document.topology(), m_socket));
        column->addWidget(m_passwords);
    }
    column->addWidget(makeNote(
        m_context.theme, inner,
        m_context.document.filePath().isEmpty()
            ? tr("Keys and passwords are made for each run; once the topology is saved they stay "
                 "in a file beside it.")
            : tr("Keys and passwords are kept in %1.keys, which only you can read.")
                  .arg(m_context.document.title())));
}

QString SecurityFields::summary() const
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr || socket->security.mechanism == Mechanism::Null)
        return tr("Security: none");
    const QString word = socket->security.mechanism == Mechanism::Unknown
        ? toText(socket->security.unknownMechanism)
        : toText(model::toText(socket->security.mechanism));
    return socket->security.server ? tr("Security: %1 server").arg(word)
                                   : tr("Security: %1 client").arg(word);
}

void SecurityFields::sync()
{
    for (ValueField* field : m_fields)
        field->sync();
    if (m_passwords != nullptr)
        m_passwords->showUsers(usersOf(m_context.document.topology(), m_socket));
}

} // namespace topomq::ui
