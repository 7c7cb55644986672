#include "ui/shell/shortcut_dialog.h"

#include "ui/shell/shortcut_store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/match_delegate.h"
#include "ui/widgets/search_field.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

enum Column { Title, Menu, Keys, Usual };

constexpr int kActionData = Qt::UserRole;

QString textOf(const QList<QKeySequence>& keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

QAction* actionOf(const QTreeWidgetItem* item)
{
    return item == nullptr ? nullptr : item->data(Title, kActionData).value<QAction*>();
}

} // namespace

ShortcutDialog::ShortcutDialog(ShortcutStore& store,
                               const std::vector<Command>& commands,
                               const Theme& theme,
                               QWidget* parent)
    : QDialog(parent)
    , m_store(store)
    , m_theme(theme)
    , m_search(new SearchField(theme, tr("Filter commands or keys…"), this))
    , m_table(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("shortcutDialog"));
    setWindowTitle(tr("Change shortcuts"));
    m_table->setObjectName(QStringLiteral("shortcutTable"));
    m_table->setAccessibleName(tr("Commands and their keys"));
    m_table->setHeaderLabels({tr("Command"), tr("Menu"), tr("Keys"), tr("Usual keys")});
    m_table->setItemDelegate(new MatchDelegate(theme, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    fill(commands);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeEditor());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_resetAll = buttons->addButton(tr("Reset all"), QDialogButtonBox::ResetRole);
    m_resetAll->setObjectName(QStringLiteral("resetAllKeys"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_resetAll, &QPushButton::clicked, &store, &ShortcutStore::resetAll);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutDialog::filter);
    connect(m_search, &SearchField::leftDownwards, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &QTreeWidget::currentItemChanged, this, &ShortcutDialog::showCurrent);
    connect(m_table, &QTreeWidget::itemActivated, m_keys, qOverload<>(&QWidget::setFocus));
    connect(&store, &ShortcutStore::changed, this, &ShortcutDialog::showKeys);
    m_table->setCurrentItem(m_table->topLevelItem(0));
    showKeys();
    resize(theme.scaled(780), theme.scaled(600));
}

QWidget* ShortcutDialog::makeEditor()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("New &keys:"), row);
    m_keys = new QKeySequenceEdit(row);
    m_keys->setObjectName(QStringLiteral("newKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    label->setBuddy(m_keys);
    m_conflict = new QLabel(row);
    m_conflict->setObjectName(QStringLiteral("keyConflict"));
    m_conflict->setProperty("class", QStringLiteral("warn"));
    m_assign = new QPushButton(tr("Assign"), row);
    m_assign->setObjectName(QStringLiteral("assignKeys"));
    m_remove = new QPushButton(tr("No key"), row);
    m_remove->setObjectName(QStringLiteral("removeKeys"));
    m_reset = new QPushButton(tr("Reset"), row);
    m_reset->setObjectName(QStringLiteral("resetKeys"));
    for (QPushButton* button : {m_assign, m_remove, m_reset})
        button->setAutoDefault(false);
    layout->addWidget(label);
    layout->addWidget(m_keys);
    layout->addWidget(m_assign);
    layout->addWidget(m_conflict, 1);
    layout->addWidget(m_remove);
    layout->addWidget(m_reset);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutDialog::checkTyped);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutDialog::assign);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_store.set(current(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_store.reset(current()); });
    return row;
}

void ShortcutDialog::fill(const std::vector<Command>& commands)
{
    for (const Command& command : commands) {
        if (command.action == nullptr || command.id.isEmpty())
            continue;
        auto* item = new QTreeWidgetItem(m_table, {command.title, command.path});
        item->setIcon(Title, command.icon);
        item->setToolTip(Title, command.tip);
        item->setData(Title, kActionData, QVariant::fromValue(command.action));
    }
    QHeaderView* header = m_table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Title, QHeaderView::Stretch);
    for (const Column column : {Menu, Keys, Usual})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
}

QAction* ShortcutDialog::current() const
{
    return actionOf(m_table->currentItem());
}

void ShortcutDialog::filter(const QString& text)
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_table->topLevelItem(row);
        const bool byKeys = item->text(Keys).contains(text.trimmed(), Qt::CaseInsensitive);
        const auto byWords = fuzzyMatch(text, item->text(Title), item->text(Menu));
        item->setHidden(!byKeys && !byWords);
        const TitledMatch match = byWords.value_or(TitledMatch());
        item->setData(Title, MatchDelegate::kRuns, QVariant::fromValue(match.title));
        item->setData(Menu, MatchDelegate::kRuns, QVariant::fromValue(match.more));
    }
    // Letters that stand out are wider.
    m_table->header()->setSectionResizeMode(Menu, QHeaderView::ResizeToContents);
}

void ShortcutDialog::showKeys()
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_table->topLevelItem(row);
        const QAction* action = actionOf(item);
        item->setText(Keys, textOf(action->shortcuts()));
        item->setText(Usual, textOf(m_store.usualOf(action)));
        QFont font = m_theme.font();
        // Changed ones stand out by weight, not by colour.
        font.setBold(m_store.isChanged(action));
        item->setFont(Keys, font);
    }
    showCurrent();
}

void ShortcutDialog::showCurrent()
{
    const QAction* action = current();
    m_keys->clear();
    m_keys->setEnabled(action != nullptr);
    m_remove->setEnabled(action != nullptr && !action->shortcuts().isEmpty());
    m_reset->setEnabled(action != nullptr && m_store.isChanged(action));
    checkTyped();
}

void ShortcutDialog::checkTyped()
{
    const QAction* owner = m_store.ownerOf(m_keys->keySequence(), current());
    m_conflict->setText(owner == nullptr ? QString()
                                         : tr("“%1” has this key").arg(plainText(*owner)));
    m_assign->setText(owner == nullptr ? tr("Assign") : tr("Take it over"));
    m_assign->setEnabled(current() != nullptr && !m_keys->keySequence().isEmpty());
}

void ShortcutDialog::assign()
{
    m_store.takeOver(current(), m_keys->keySequence());
}

} // namespace topomq::ui
