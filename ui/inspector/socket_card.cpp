#include "ui/inspector/socket_card.h"

#include "engine/model/options.h"
#include "engine/rules/rules.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/address_row.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/more_options.h"
#include "ui/inspector/option_row.h"
#include "ui/inspector/security_fields.h"
#include "ui/inspector/subscription_list.h"
#include "ui/inspector/transport_choice.h"
#include "ui/session/run_session.h"
#include "ui/session/subscriptions.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

QString stageWord(metrics::SocketStage stage)
{
    switch (stage) {
    case metrics::SocketStage::None:
        return SocketCard::tr("○ not made yet");
    case metrics::SocketStage::Created:
        return SocketCard::tr("◔ created");
    case metrics::SocketStage::Attached:
        return SocketCard::tr("◑ attached");
    case metrics::SocketStage::Active:
        return SocketCard::tr("● active");
    case metrics::SocketStage::Closed:
        return SocketCard::tr("□ closed");
    }
    return {};
}

QString stageHelp(metrics::SocketStage stage)
{
    switch (stage) {
    case metrics::SocketStage::None:
        return SocketCard::tr("The socket has not been made yet.");
    case metrics::SocketStage::Created:
        return SocketCard::tr("It is made and its options are set, but it is neither bound nor "
                              "connected.");
    case metrics::SocketStage::Attached:
        return SocketCard::tr("It is bound or connected; messages sent now wait for a peer.");
    case metrics::SocketStage::Active:
        return SocketCard::tr("Its node sends and receives with it.");
    case metrics::SocketStage::Closed:
        return SocketCard::tr("It is closed; its peers have lost the connection.");
    }
    return {};
}

} // namespace

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
    , m_stage(makeNote(context.theme, this))
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
    m_type->setAccessibleName(tr("Type of socket %1").arg(toText(m_socket.text())));
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
    m_stage->setObjectName(QStringLiteral("sockets/%1/stage").arg(toText(m_socket.text())));
    m_stage->hide();
    column->addWidget(m_stage);
    m_connections->hide();
    column->addWidget(m_connections);
    m_subscriptions = new SubscriptionList(m_context, this);
    m_subscriptions->setObjectName(
        QStringLiteral("sockets/%1/subscriptions").arg(toText(m_socket.text())));
    column->addWidget(m_subscriptions);
    for (std::size_t i = 0; i < count; ++i) {
        m_addresses.push_back(new AddressRow(m_socket, i, m_context, this));
        column->addWidget(m_addresses.back());
    }
    auto* add = makeTextButton(m_context.theme, this,
                               count == 0 ? tr("+ Bind an address") : tr("+ Another address"));
    add->setObjectName(QStringLiteral("sockets/%1/addAddress").arg(toText(m_socket.text())));
    auto* menu = new QMenu(add);
    addFreshAddresses(menu, m_context.document);
    connect(menu, &QMenu::triggered, this,
            [this](const QAction* action) { addAddress(action->data().toString().toStdString()); });
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
        m_rows.push_back(new OptionRow(*model::findOption(name), m_socket, m_context, this));
        column->addWidget(m_rows.back());
    };
    if (model::appliesTo(*model::findOption("SUBSCRIBE"), socket->type))
        add("SUBSCRIBE");
    if (model::canSend(socket->type))
        add("SNDHWM");
    if (model::canReceive(socket->type))
        add("RCVHWM");
    m_more = new MoreOptions(m_socket, m_context, this);
    m_security = new SecurityFields(m_socket, m_context, this);
    column->addWidget(m_more);
    column->addWidget(m_security);
}

void SocketCard::sync()
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr)
        return;
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(socket->type)));
    for (AddressRow* row : m_addresses)
        row->sync();
    for (OptionRow* row : m_rows)
        row->sync();
    if (m_more != nullptr) {
        m_more->sync();
        m_security->sync();
    }
    const QString connections = connectionText();
    m_connections->setText(connections);
    m_connections->setVisible(!connections.isEmpty());
}

void SocketCard::refresh()
{
    for (AddressRow* row : m_addresses)
        row->refresh();
    const RunSession& session = m_context.session;
    const auto stage = session.isActive() ? session.stageOf(m_socket) : std::nullopt;
    const QString word = stage ? stageWord(*stage) : QString();
    if (m_stage->text() != word) {
        m_stage->setText(word);
        m_stage->setToolTip(stage ? stageHelp(*stage) : QString());
    }
    m_stage->setVisible(!word.isEmpty());
    showSubscriptions();
    const std::vector<runtime::OptionReading> readings = session.readingsOf(m_socket);
    for (OptionRow* row : m_rows)
        row->showReading(readings);
    if (m_more != nullptr)
        m_more->showReadings(readings);
}

void SocketCard::showSubscriptions()
{
    constexpr std::size_t kMost = 12;
    constexpr std::size_t kMostOfOne = 4;
    const RunSession& session = m_context.session;
    const auto snapshot = session.latest();
    const auto index = session.socketIndex(m_socket);
    if (!snapshot || !index || !session.isActive()) {
        m_subscriptions->showLines({}, {});
        return;
    }
    if (const auto own = subscriptionsOf(session.plan(), *snapshot, *index)) {
        m_subscriptions->showLines(tr("subscribed now to"), prefixLines(*own, kMost));
        return;
    }
    const auto titleOf = [&session](plan::NodeIndex node) { return session.titleOf(node); };
    m_subscriptions->showLines(tr("wanted now by"),
                               subscriberLines(titleOf,
                                               subscribersOf(session.plan(), *snapshot, *index),
                                               kMost, kMostOfOne));
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
