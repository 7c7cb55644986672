#include "ui/inspector/link_security.h"

#include "ui/document/security_edits.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/password_fields.h"
#include "ui/inspector/security_fields.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

using model::Mechanism;

LinkSecurity::LinkSecurity(const model::LinkId& link,
                           const InspectorContext& context,
                           QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_context(context)
    , m_text(makeNote(context.theme, this))
    , m_secure(makeTextButton(context.theme, this, tr("Secure this link (CURVE)")))
{
    m_text->setObjectName(QStringLiteral("link/security"));
    m_secure->setObjectName(QStringLiteral("link/secure"));
    m_secure->setToolTip(
        tr("Encrypts the link and lets only its own peers in; the keys are made for you"));
    connect(m_secure, &QToolButton::clicked, this, [this] {
        if (const QString why = secureLink(m_context.document, m_link); !why.isEmpty())
            m_text->setText(why);
    });
    auto* column = makeColumnLayout(this, 6);
    column->addWidget(m_text);
    if (const model::Link* found = context.document.topology().find(link))
        addPlain(*found);
    column->addWidget(m_secure, 0, Qt::AlignLeft);
}

QString LinkSecurity::shapeOf(const model::Topology& topology, const model::Link& link)
{
    QString shape;
    for (const model::SocketRef& end : {link.connect, link.bind}) {
        if (const model::Socket* socket = topology.find(end))
            shape += QStringLiteral("%1%2").arg(
                QString::number(static_cast<int>(socket->security.mechanism)),
                socket->security.server ? QStringLiteral("s") : QStringLiteral("c"));
    }
    return shape;
}

void LinkSecurity::addPlain(const model::Link& link)
{
    const model::Topology& topology = m_context.document.topology();
    for (const model::SocketRef& end : {link.connect, link.bind}) {
        const model::Socket* socket = topology.find(end);
        if (socket == nullptr || socket->security.mechanism != Mechanism::Plain
            || socket->security.server || m_user != nullptr)
            continue;
        m_client = end;
        m_user = makeUserNameField(end, m_context, this);
        m_passwords = new PasswordFields(m_context, this);
        layout()->addWidget(m_user);
        layout()->addWidget(m_passwords);
    }
}

void LinkSecurity::sync()
{
    const model::Topology& topology = m_context.document.topology();
    const model::Link* link = topology.find(m_link);
    const model::Socket* a = link == nullptr ? nullptr : topology.find(link->connect);
    const model::Socket* b = link == nullptr ? nullptr : topology.find(link->bind);
    if (a == nullptr || b == nullptr)
        return;
    if (m_user != nullptr) {
        m_user->sync();
        m_passwords->showUsers(usersOf(topology, m_client));
    }
    const Mechanism one = a->security.mechanism;
    const Mechanism other = b->security.mechanism;
    m_secure->setVisible(one != Mechanism::Curve || other != Mechanism::Curve);
    if (one != other) {
        m_text->setText(tr("Its two ends do not agree: %1 here, %2 there.")
                            .arg(toText(model::toText(one)), toText(model::toText(other))));
        return;
    }
    const QString server =
        nodeTitle(topology, a->security.server ? link->connect.node : link->bind.node);
    if (one == Mechanism::Curve)
        m_text->setText(
            tr("CURVE: encrypted; %1 is the server and checks who comes in.").arg(server));
    else if (one == Mechanism::Plain)
        m_text->setText(tr("PLAIN: %1 is the server and asks for name and password. Nothing is "
                           "encrypted.")
                            .arg(server));
    else
        m_text->setText(tr("Not encrypted; whoever reaches the address can connect."));
}

} // namespace topomq::ui
