#include "ui/shell/snippet_form.h"

#include "ui/document/file_texts.h"
#include "ui/document/snippet_store.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kFieldWidth = 260;

} // namespace

SnippetForm::SnippetForm(Theme& theme, std::function<bool(const QString&)> isTaken, QWidget* parent)
    : FloatingForm(theme, QStringLiteral("snippetForm"), parent)
    , m_isTaken(std::move(isTaken))
    , m_name(new QLineEdit(this))
    , m_description(new QLineEdit(this))
    , m_says(new QLabel(this))
    , m_save(new QPushButton(this))
{
    m_name->setPlaceholderText(tr("Name of the snippet"));
    m_name->setAccessibleName(m_name->placeholderText());
    m_name->setMaxLength(kLongestSnippetName);
    keepFitting(m_name, FileText::Name);
    m_name->setMinimumWidth(kFieldWidth);
    m_description->setPlaceholderText(tr("What it is for (may stay empty)"));
    m_description->setAccessibleName(m_description->placeholderText());
    m_description->setMaxLength(kLongestSnippetDescription);
    keepFitting(m_description, FileText::Description);
    m_save->setDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_says, 1);
    row->addWidget(m_save);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(10, 10, 10, 8);
    all->setSpacing(6);
    all->addWidget(m_name);
    all->addWidget(m_description);
    all->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &SnippetForm::say);
    connect(m_save, &QPushButton::clicked, this, &SnippetForm::accept);
}

void SnippetForm::ask(const QString& suggestion, const QString& contents, QPoint place)
{
    m_contents = contents;
    m_name->setText(suggestion);
    m_description->clear();
    say();
    showAt(place);
    m_name->setFocus(Qt::PopupFocusReason);
    m_name->selectAll();
}

QString SnippetForm::says() const
{
    return m_says->text();
}

void SnippetForm::say()
{
    const QString name = m_name->text().trimmed();
    const bool taken = m_isTaken(name);
    m_save->setEnabled(!name.isEmpty());
    m_save->setText(taken ? tr("Replace") : tr("Save"));
    m_says->setText(taken ? tr("Takes the place of %1").arg(name) : m_contents);
}

void SnippetForm::accept()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    leave();
    Q_EMIT accepted(name, m_description->text().trimmed());
}

} // namespace topomq::ui
