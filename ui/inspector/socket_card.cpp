#include "ui/inspector/socket_card.h"

#include "engine/model/options.h"
#include "engine/rules/rules.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/address_row.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/option_groups.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

const model::SocketSlot* slotOf(const model::RoleInfo& role, const model::Socket& socket)
{
    const model::SocketSlot* best = nullptr;
    for (const model::SocketSlot& slot : role.slots) {
        const bool named = socket.id.text().starts_with(slot.name);
        if (named && (best == nullptr || slot.name.size() > best->name.size()))
            best = &slot;
    }
    if (best != nullptr)
        return best;
    for (const model::SocketSlot& slot : role.slots) {
        if (std::find(slot.types.begin(), slot.types.end(), socket.type) != slot.types.end())
            return &slot;
    }
    return role.slots.empty() ? nullptr : &role.slots.front();
}

SocketCard::SocketCard(const model::SocketRef& socket,
                       const InspectorContext& context,
                       QWidget* parent)
    : CardFrame(context.theme.colors().card, context.theme.colors().line, parent)
    , m_socket(socket)
    , m_context(context)
    , m_type(new ChoiceBox(this))
    , m_connections(makeNote(context.theme, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 8, 10);
    column->setSpacing(6);
    column->addWidget(makeHeader());
    addAddresses(column);
    addOptions(column);
    sync();
}

QWidget* SocketCard::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* name = new QLabel(toText(m_socket.socket.text()), header);
    QFont font = m_context.theme.font();
    font.setWeight(QFont::DemiBold);
    name->setFont(font);
    name->setMinimumWidth(20);
    name->setToolTip(tr("Files and messages name this socket %1").arg(toText(m_socket.text())));
    const QString path = QStringLiteral("sockets/") + toText(m_socket.text());
    m_type->setParent(header);
    m_type->setObjectName(path + QStringLiteral("/type"));
    m_type->setAccessibleName(tr("Socket type"));
    m_type->setToolTip(tr("Socket type. Links stay; those that do not fit the new type are "
                          "marked."));
    m_type->setFixedWidth(104);
    auto* remove = makeSignButton(m_context.theme, header, QStringLiteral("×"),
                                  tr("Remove this socket and its links"));
    remove->setObjectName(path + QStringLiteral("/remove"));
    row->addWidget(name, 1);
    row->addWidget(m_type);
    row->addWidget(remove);
    fillTypes();
    connect(m_type, &QComboBox::activated, this, &SocketCard::chooseType);
    connect(remove, &QToolButton::clicked, this, &SocketCard::removeSocket);
    return header;
}

void SocketCard::fillTypes()
{
    const model::Node* node = m_context.document.topology().find(m_socket.node);
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (node == nullptr || socket == nullptr)
        return;
    if (const model::SocketSlot* slot = slotOf(model::infoOf(node->role), *socket)) {
        for (const model::SocketType type : slot->types)
            m_type->addItem(toText(model::toText(type)), static_cast<int>(type));
    }
    // A type that the role does not allow is shown as it is; the rules have marked it.
    if (m_type->findData(static_cast<int>(socket->type)) < 0) {
        const bool known = socket->type != model::SocketType::Unknown;
        m_type->addItem(toText(known ? model::toText(socket->type) : socket->unknownType),
                        static_cast<int>(socket->type));
    }
}

void SocketCard::addAddresses(QVBoxLayout* column)
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    const std::size_t count = socket == nullptr ? 0 : socket->bind.size();
    m_connections->hide();
    column->addWidget(m_connections);
    for (std::size_t i = 0; i < count; ++i) {
        m_addresses.push_back(new AddressRow(m_socket, i, m_context, this));
        column->addWidget(m_addresses.back());
    }
    auto* add = makeTextButton(m_context.theme, this,
                               count == 0 ? tr("+ Bind an address") : tr("+ Another address"));
    add->setObjectName(QStringLiteral("sockets/%1/addAddress").arg(toText(m_socket.text())));
    auto* menu = new QMenu(add);
    for (const char* transport : {"inproc", "ipc", "tcp"}) {
        const std::string fresh = rules::freshAddress(transport);
        menu->addAction(toText(fresh), this, [this, fresh] { addAddress(fresh); });
    }
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    column->addWidget(add, 0, Qt::AlignLeft);
}

void SocketCard::addOptions(QVBoxLayout* column)
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr)
        return;
    const auto add = [&](const char* name) {
        m_fields.push_back(makeOptionField(*model::findOption(name), m_socket, m_context, this));
        column->addWidget(m_fields.back());
    };
    if (model::appliesTo(*model::findOption("SUBSCRIBE"), socket->type))
        add("SUBSCRIBE");
    if (model::canSend(socket->type))
        add("SNDHWM");
    if (model::canReceive(socket->type))
        add("RCVHWM");
    addMoreOptions(column);
}

void SocketCard::addMoreOptions(QVBoxLayout* column)
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    const auto groups = optionGroups(socket->type);
    const QString key = QStringLiteral("options/") + toText(m_socket.text());
    int set = 0;
    auto* more = new QWidget(this);
    auto* inner = makeColumnLayout(more, 6);
    for (const OptionGroup& group : groups) {
        inner->addWidget(makeNote(m_context.theme, more, group.title));
        for (const model::OptionInfo* option : group.options) {
            set += socket->options.find(option->name) == nullptr ? 0 : 1;
            m_fields.push_back(makeOptionField(*option, m_socket, m_context, more, {}, true));
            inner->addWidget(m_fields.back());
        }
    }
    const QString words = set == 0 ? tr("More options") : tr("More options (%n set)", nullptr, set);
    auto* toggle = makeTextButton(m_context.theme, this, QString());
    toggle->setObjectName(QStringLiteral("sockets/%1/more").arg(toText(m_socket.text())));
    const auto name = [toggle, words](bool open) {
        toggle->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + words);
    };
    const bool open = m_context.opened.contains(key);
    more->setVisible(open);
    name(open);
    connect(toggle, &QToolButton::clicked, this, [this, key, more, name] {
        const bool opens = !m_context.opened.contains(key);
        if (opens)
            m_context.opened.insert(key);
        else
            m_context.opened.erase(key);
        more->setVisible(opens);
        name(opens);
    });
    column->addWidget(toggle, 0, Qt::AlignLeft);
    column->addWidget(more);
}

void SocketCard::sync()
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr)
        return;
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(socket->type)));
    for (AddressRow* row : m_addresses)
        row->sync();
    for (ValueField* field : m_fields)
        field->sync();
    const QString connections = connectionText();
    m_connections->setText(connections);
    m_connections->setVisible(!connections.isEmpty());
}

void SocketCard::refresh()
{
    for (AddressRow* row : m_addresses)
        row->refresh();
}

void SocketCard::chooseType()
{
    const auto type = static_cast<model::SocketType>(m_type->currentData().toInt());
    TopologyDocument& document = m_context.document;
    const model::Socket* socket = document.topology().find(m_socket);
    if (socket == nullptr || socket->type == type)
        return;
    document.push(tr("Make %1 a %2").arg(toText(m_socket.text()), m_type->currentText()),
                  editSocket(document.topology(), m_socket, [type](model::Socket& changed) {
                      changed.type = type;
                      changed.unknownType.clear();
                  }));
}

void SocketCard::removeSocket()
{
    TopologyDocument& document = m_context.document;
    document.push(tr("Remove socket %1").arg(toText(m_socket.text())),
                  model::removeSocket(document.topology(), m_socket));
}

void SocketCard::addAddress(const std::string& address)
{
    TopologyDocument& document = m_context.document;
    document.push(tr("Bind %1 at %2").arg(toText(m_socket.text()), toText(address)),
                  editSocket(document.topology(), m_socket, [&address](model::Socket& socket) {
                      socket.bind.push_back(address);
                  }));
}

QString SocketCard::connectionText() const
{
    const model::Topology& topology = m_context.document.topology();
    QStringList peers;
    for (const model::Link& link : topology.links) {
        if (link.connect == m_socket)
            peers.append(nodeTitle(topology, link.bind.node));
    }
    peers.removeDuplicates();
    if (peers.isEmpty())
        return {};
    return peers.size() > 4 ? tr("connects to %n nodes", nullptr, static_cast<int>(peers.size()))
                            : tr("connects to %1").arg(peers.join(QStringLiteral(", ")));
}

} // namespace topomq::ui
