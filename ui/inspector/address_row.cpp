#include "ui/inspector/address_row.h"

#include "engine/rules/rules.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/transport_choice.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

namespace topomq::ui {

namespace {

const QString kSeparator = QStringLiteral("://");

QString schemeOf(const QString& address)
{
    const qsizetype at = address.indexOf(kSeparator);
    return at < 0 ? QString() : address.left(at);
}

QString restOf(const QString& address)
{
    const qsizetype at = address.indexOf(kSeparator);
    return at < 0 ? address : address.mid(at + kSeparator.size());
}

} // namespace

AddressRow::AddressRow(const model::SocketRef& socket,
                       std::size_t endpoint,
                       const InspectorContext& context,
                       QWidget* parent)
    : QWidget(parent)
    , m_socket(socket)
    , m_endpoint(endpoint)
    , m_context(context)
    , m_transport(new ChoiceBox(this))
    , m_rest(new QLineEdit(this))
    , m_problem(makeNote(context.theme, this))
    , m_bound(makeNote(context.theme, this))
{
    const QString name = QStringLiteral("bind/%1/%2").arg(toText(socket.text())).arg(endpoint);
    m_transport->setObjectName(name + QStringLiteral("/transport"));
    addTransports(m_transport, context.document);
    m_transport->setToolTip(tr("Transport of this address"));
    m_transport->setAccessibleName(
        tr("Transport of address %1 of %2").arg(endpoint).arg(toText(socket.text())));
    m_transport->setFixedWidth(84);
    m_rest->setObjectName(name);
    m_rest->setMinimumWidth(40);
    m_rest->setAccessibleName(tr("Address %1 of %2").arg(endpoint).arg(toText(socket.text())));
    m_rest->setToolTip(tr("* as port, path or name is filled in when the socket is bound"));
    m_problem->setObjectName(name + QStringLiteral("/problem"));
    setLabelColor(m_problem, context.theme.colors().bad);
    m_problem->hide();
    m_bound->hide();
    auto* remove = makeSignButton(context.theme, this, QStringLiteral("×"),
                                  tr("Remove this address and the links on it"));
    remove->setObjectName(name + QStringLiteral("/remove"));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_transport, 0, 0);
    grid->addWidget(m_rest, 0, 1);
    grid->addWidget(remove, 0, 2);
    grid->addWidget(m_bound, 1, 0, 1, 3);
    grid->addWidget(m_problem, 2, 0, 1, 3);
    grid->setColumnStretch(1, 1);

    m_gesture = new EditGesture(context.document, name, m_rest);
    connect(m_rest, &QLineEdit::textEdited, this, &AddressRow::takeText);
    connect(m_transport, &QComboBox::activated, this, &AddressRow::chooseTransport);
    connect(remove, &QToolButton::clicked, this, &AddressRow::remove);
    sync();
    refresh();
}

void AddressRow::sync()
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr || m_endpoint >= socket->bind.size())
        return;
    const std::string& address = socket->bind[m_endpoint];
    if (address == m_shown)
        return;
    m_shown = address;
    const QString text = toText(address);
    if (typed() != text)
        m_rest->setText(restOf(text));
    const QString scheme = schemeOf(text);
    if (m_transport->findText(scheme) < 0)
        m_transport->addItem(scheme);
    m_transport->setCurrentText(scheme);
    showProblem(toText(rules::parseBindAddress(address).problem));
}

void AddressRow::refresh()
{
    QString bound;
    const auto snapshot = m_context.session.latest();
    const auto index = m_context.session.socketIndex(m_socket);
    if (snapshot && index && m_context.session.isActive() && *index < snapshot->sockets.size()) {
        const auto& addresses = snapshot->sockets[*index].bound();
        if (m_endpoint < addresses.size() && addresses[m_endpoint] != m_shown)
            bound = tr("bound to %1").arg(toText(addresses[m_endpoint]));
    }
    if (m_bound->text() == bound)
        return;
    m_bound->setText(bound);
    m_bound->setVisible(!bound.isEmpty());
}

void AddressRow::takeText()
{
    const QString address = typed();
    const auto result = rules::parseBindAddress(address.toStdString());
    if (!result.address) {
        showProblem(tr("Not taken: %1").arg(engineText(result.problem)));
        return;
    }
    showProblem({});
    if (address.toStdString() == m_shown)
        return;
    TopologyDocument& document = m_context.document;
    document.push(tr("Change address of %1").arg(toText(m_socket.text())),
                  setAddress(document.topology(), m_socket, m_endpoint, address.toStdString()),
                  m_gesture->token());
}

void AddressRow::chooseTransport()
{
    const std::string scheme = m_transport->currentText().toStdString();
    if (scheme == schemeOf(toText(m_shown)).toStdString())
        return;
    TopologyDocument& document = m_context.document;
    document.push(
        tr("Use %1 for %2").arg(toText(scheme), toText(m_socket.text())),
        setAddress(document.topology(), m_socket, m_endpoint, rules::freshAddress(scheme)));
}

void AddressRow::remove()
{
    TopologyDocument& document = m_context.document;
    document.pushEndpoints(tr("Remove address of %1").arg(toText(m_socket.text())),
                           model::removeEndpoint(document.shownPart(), m_socket, m_endpoint));
}

void AddressRow::showProblem(const QString& reason)
{
    m_problem->setText(reason);
    m_problem->setVisible(!reason.isEmpty());
    markProblem(m_rest, !reason.isEmpty());
}

QString AddressRow::typed() const
{
    const QString text = m_rest->text().trimmed();
    return text.contains(kSeparator) ? text : m_transport->currentText() + kSeparator + text;
}

} // namespace topomq::ui
