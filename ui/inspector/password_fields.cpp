#include "ui/inspector/password_fields.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

PasswordField::PasswordField(const QString& user, const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_user(user)
    , m_context(context)
    , m_line(new QLineEdit(this))
    , m_show(makeTextButton(context.theme, this, QString()))
    , m_problem(makeNote(context.theme, this))
{
    auto* label = makeNote(context.theme, this,
                           user.isEmpty() ? tr("Password") : tr("Password of %1").arg(user));
    const QString name = QStringLiteral("password/") + user;
    m_line->setObjectName(name);
    m_line->setAccessibleName(label->text());
    m_line->setPlaceholderText(user.isEmpty() ? tr("write the user name first")
                                              : tr("made when it first runs"));
    m_line->setEnabled(!user.isEmpty());
    m_line->setToolTip(tr("Kept beside the topology in a file that only you can read, never in the "
                          "topology itself. PLAIN sends it readable over the network."));
    m_show->setObjectName(name + QStringLiteral("/show"));
    m_show->setEnabled(!user.isEmpty());
    m_problem->setObjectName(name + QStringLiteral("/problem"));
    setLabelColor(m_problem, context.theme.colors().bad);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    grid->addWidget(label, 0, 0, 1, 2);
    grid->addWidget(m_line, 1, 0);
    grid->addWidget(m_show, 1, 1);
    grid->addWidget(m_problem, 2, 0, 1, 2);
    setShown(false);
    showProblem({});
    connect(m_line, &QLineEdit::editingFinished, this, &PasswordField::take);
    connect(&context.document, &TopologyDocument::settling, this, &PasswordField::take);
    connect(m_show, &QToolButton::clicked, this,
            [this] { setShown(m_line->echoMode() == QLineEdit::Password); });
    sync();
}

void PasswordField::sync()
{
    if (m_user.isEmpty() || m_line->isModified())
        return;
    const Passwords::Found found = m_context.session.passwordOf(m_user);
    if (m_line->text() != found.password)
        m_line->setText(found.password);
    if (!found.problem.isEmpty())
        showProblem(found.problem);
}

void PasswordField::take()
{
    if (!m_line->isModified())
        return;
    m_line->setModified(false);
    showProblem(m_context.session.setPassword(m_user, m_line->text()));
}

void PasswordField::setShown(bool shown)
{
    m_line->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_show->setText(shown ? tr("hide") : tr("show"));
    m_show->setAccessibleName(shown ? tr("Hide the password") : tr("Show the password"));
}

void PasswordField::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    markProblem(m_line, !problem.isEmpty());
}

PasswordFields::PasswordFields(const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    (void)makeColumnLayout(this, 6);
}

void PasswordFields::showUsers(const QStringList& users)
{
    if (users == m_users) {
        for (PasswordField* row : m_rows)
            row->sync();
        return;
    }
    m_users = users;
    for (PasswordField* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const QString& user : users) {
        m_rows.push_back(new PasswordField(user, m_context, this));
        layout()->addWidget(m_rows.back());
        m_rows.back()->show();
    }
}

} // namespace topomq::ui
