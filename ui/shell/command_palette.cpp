#include "ui/shell/command_palette.h"

#include "ui/shell/command_delegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kWidth = 620;
constexpr int kRow = 34;
constexpr int kMostRows = 11;
/// More is not read anyway, and the list stays quick with ten thousand nodes.
constexpr std::size_t kMostListed = 200;
constexpr qsizetype kRemembered = 12;
/// What can be done goes before what fits a little better and cannot.
constexpr int kCannotBeDone = 30;
/// What is only told by the tip.
constexpr int kBelowAllNames = -10'000;

QString recentKey()
{
    return QStringLiteral("palette/recent");
}

} // namespace

CommandPalette::CommandPalette(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_input(new SearchField(theme, tr("Type a few letters of a command"), this))
    , m_list(new QListWidget(this))
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    m_input->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commands"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new CommandDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_hint->setProperty("class", QStringLiteral("dim small"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 8);
    layout->setSpacing(6);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    layout->addWidget(m_hint);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    connect(&theme, &Theme::changed, this, &CommandPalette::restyle);
    parent->installEventFilter(this);
    restyle();
    hide();
}

void CommandPalette::restyle()
{
    const Colors& colors = m_theme.colors();
    setStyleSheet(QStringLiteral("#commandPalette { background: %1; border: 1px solid %2; "
                                 "border-radius: 10px; } "
                                 "#commandPalette QListWidget { background: transparent; } "
                                 "#commandPalette QListWidget::item { border-radius: 6px; "
                                 "padding: 4px 8px; } "
                                 "#commandPalette QListWidget::item:selected { background: %3; "
                                 "border: 1px solid %4; }")
                      .arg(colors.card.name(), colors.line.name(),
                           colors.tint(colors.accent).name(), colors.accent.name()));
    m_list->setIconSize(QSize(m_theme.scaled(18), m_theme.scaled(18)));
    if (isVisible())
        place();
}

void CommandPalette::open(const QString& words,
                          std::vector<Command> commands,
                          std::vector<Command> searched)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_commands = std::move(commands);
    m_searched = std::move(searched);
    m_recent = QSettings().value(recentKey()).toStringList();
    m_input->setPlaceholderText(words);
    m_input->setAccessibleName(words);
    m_input->clear();
    filter({});
    place();
    QFrame::show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place()
{
    const QRect room = parentWidget()->rect();
    const int row = m_theme.scaled(kRow);
    const int rows = std::clamp(m_list->count(), 1, kMostRows);
    m_list->setFixedHeight(std::min(row * rows, room.height() / 2) + 2);
    setFixedWidth(std::min(m_theme.scaled(kWidth), room.width() - 24));
    adjustSize();
    move((room.width() - width()) / 2, room.height() / 9);
}

std::vector<CommandPalette::Found> CommandPalette::recentFirst() const
{
    std::vector<Found> found;
    for (const QString& id : m_recent) {
        const auto known = std::find_if(m_commands.begin(), m_commands.end(),
                                        [&id](const Command& each) { return each.id == id; });
        if (known != m_commands.end())
            found.push_back({&*known});
    }
    for (const Command& command : m_commands) {
        if (command.id.isEmpty() || !m_recent.contains(command.id))
            found.push_back({&command});
    }
    return found;
}

void CommandPalette::filter(const QString& text)
{
    if (text.trimmed().isEmpty()) {
        listFound(recentFirst());
        return;
    }
    std::vector<Found> found;
    const auto look = [&](const Command& command, int bonus) {
        // The menu's name may help to say what is meant.
        std::optional<TitledMatch> match = fuzzyMatch(text, command.title, command.path);
        const bool byTip = !match;
        if (byTip) {
            auto words = wordBeginnings(text, command.tip);
            if (!words)
                return;
            match = TitledMatch{kBelowAllNames, {}, std::move(*words)};
        }
        match->score += bonus - (command.whyNot.isEmpty() ? 0 : kCannotBeDone);
        found.push_back({&command, std::move(*match), byTip});
    };
    for (const Command& command : m_commands) {
        const qsizetype used = m_recent.indexOf(command.id);
        look(command, used < 0 ? 1 : static_cast<int>(kRemembered - used) + 1);
    }
    for (const Command& command : m_searched)
        look(command, 0);
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.match.score > b.match.score; });
    listFound(found);
}

void CommandPalette::listFound(const std::vector<Found>& found)
{
    m_listed.clear();
    m_list->clear();
    for (const Found& each : found) {
        if (m_listed.size() == kMostListed)
            break;
        const Command* command = each.command;
        m_listed.push_back(command);
        auto* item = new QListWidgetItem(command->icon, QString(), m_list);
        const bool checked = command->action != nullptr && command->action->isChecked();
        item->setData(Qt::AccessibleTextRole,
                      checked ? tr("%1 — on").arg(command->title) : command->title);
        item->setData(CommandDelegate::Path, each.byTip ? command->tip : command->path);
        item->setData(CommandDelegate::Keys, command->keys);
        item->setData(CommandDelegate::WhyNot, command->whyNot);
        item->setData(CommandDelegate::TitleRuns, QVariant::fromValue(each.match.title));
        item->setData(CommandDelegate::PathRuns, QVariant::fromValue(each.match.more));
        item->setToolTip(command->whyNot.isEmpty() ? command->tip : command->whyNot);
        item->setSizeHint(QSize(0, m_theme.scaled(kRow)));
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(!m_listed.empty());
    m_hint->setText(m_listed.empty() ? tr("Nothing fits. Fewer letters find more.")
                                     : tr("↑ ↓ choose    Enter does it    Esc closes"));
    if (isVisible())
        place();
}

std::vector<const Command*> CommandPalette::listed() const
{
    return m_listed;
}

void CommandPalette::choose(const QListWidgetItem* item)
{
    const int row = item == nullptr ? -1 : m_list->row(item);
    if (row < 0)
        return;
    const Command command = *m_listed[static_cast<std::size_t>(row)];
    if (!command.whyNot.isEmpty()) {
        m_hint->setText(command.whyNot);
        return;
    }
    if (!command.id.isEmpty()) {
        m_recent.removeAll(command.id);
        m_recent.prepend(command.id);
        QSettings().setValue(recentKey(), m_recent.mid(0, kRemembered));
    }
    leave();
    command.run();
}

void CommandPalette::step(int rows)
{
    if (m_list->count() == 0)
        return;
    const int count = m_list->count();
    const int row = std::abs(rows) == 1 ? (m_list->currentRow() + rows + count) % count
                                        : std::clamp(m_list->currentRow() + rows, 0, count - 1);
    m_list->setCurrentRow(row);
}

void CommandPalette::leave()
{
    hide();
    if (m_focusBefore != nullptr && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
        return false;
    }
    if (event->type() == QEvent::FocusOut && !isAncestorOf(QApplication::focusWidget()))
        hide();
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentItem());
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_PageUp:
        step(-(kMostRows - 1));
        return true;
    case Qt::Key_PageDown:
        step(kMostRows - 1);
        return true;
    default:
        return false;
    }
}

} // namespace topomq::ui
