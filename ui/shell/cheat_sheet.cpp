#include "ui/shell/cheat_sheet.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeySequence>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CheatSheet)
};

constexpr std::size_t kColumns = 3;

struct Topic
{
    QString title;
    std::vector<std::pair<QString, QString>> rows;
};

/// What the pointer does on the canvas, and the keys that belong to no action.
Topic gestures()
{
    return {
        Words::tr("Mouse on the canvas"),
        {{Words::tr("Add a node"), Words::tr("double-click the ground")},
         {Words::tr("Link two sockets"), Words::tr("drag from port to port")},
         {Words::tr("Link a new node"), Words::tr("drag from a port to the ground")},
         {Words::tr("Select one more"), Words::tr("Shift+click")},
         {Words::tr("Select all in a frame"), Words::tr("drag on the ground")},
         {Words::tr("Edit"), Words::tr("double-click a node or link")},
         {Words::tr("Zoom"), Words::tr("wheel")},
         {Words::tr("Pan"), Words::tr("middle button, or Space and drag")},
         {Words::tr("Pan sideways"), Words::tr("Shift+wheel")},
         {Words::tr("List its problems"), Words::tr("click its mark")},
         {Words::tr("All commands for it"), Words::tr("right button")}},
    };
}

Topic keysOnCanvas()
{
    return {
        Words::tr("Keys on the canvas"),
        {{Words::tr("Next, previous node, group or note"), Words::tr("Tab, Shift+Tab")},
         {Words::tr("Nearest one that way"), Words::tr("Ctrl+arrows")},
         {Words::tr("Move the selection"), Words::tr("arrows, finely with Shift")},
         {Words::tr("Edit the selection"), Words::tr("Enter")},
         {Words::tr("Add a node"), Words::tr("Space")},
         {Words::tr("Commands for the selection"), Words::tr("Menu key")},
         {Words::tr("Drop what goes on, select nothing"), Words::tr("Esc")}},
    };
}

bool isTabNumber(const Command& command)
{
    return command.id.startsWith(QLatin1String("goToTab"));
}

/// Nobody has changed them: Alt and their own number.
bool areTabKeysUsual(const std::vector<Command>& commands)
{
    return std::all_of(commands.begin(), commands.end(), [](const Command& command) {
        if (!isTabNumber(command))
            return true;
        const QKeySequence usual(Qt::ALT | static_cast<Qt::Key>(command.id.back().unicode()));
        return command.keys == usual.toString(QKeySequence::NativeText);
    });
}

/// One row for nine commands.
std::pair<QString, QString> tabNumbers()
{
    const auto keys = [](Qt::Key key) {
        return QKeySequence(Qt::ALT | key).toString(QKeySequence::NativeText);
    };
    return {Words::tr("Tab 1 to 8, last tab"),
            Words::tr("%1 to %2").arg(keys(Qt::Key_1), keys(Qt::Key_9))};
}

/// Undo and Redo say in menus what they would take back just now.
QString titleOf(const Command& command)
{
    if (command.id == QStringLiteral("undo"))
        return Words::tr("Undo");
    return command.id == QStringLiteral("redo") ? Words::tr("Redo") : command.title;
}

Topic& topicNamed(const QString& title, std::vector<Topic>& topics)
{
    const auto found = std::find_if(topics.begin(), topics.end(),
                                    [&title](const Topic& topic) { return topic.title == title; });
    if (found != topics.end())
        return *found;
    topics.push_back({title, {}});
    return topics.back();
}

/// One topic for each menu, menu in it and panel, in their order.
std::vector<Topic> topicsOf(const std::vector<Command>& commands)
{
    std::vector<Topic> topics;
    const bool foldsTabs = areTabKeysUsual(commands);
    for (const Command& command : commands) {
        const bool isFolded = foldsTabs && isTabNumber(command);
        if (command.keys.isEmpty() || (isFolded && command.id.back() != QLatin1Char('1')))
            continue;
        topicNamed(command.path, topics)
            .rows.push_back(isFolded ? tabNumbers() : std::pair(titleOf(command), command.keys));
    }
    topics.push_back(gestures());
    topics.push_back(keysOnCanvas());
    return topics;
}

/// With its title and the space before it.
std::size_t heightOf(const Topic& topic)
{
    return topic.rows.size() + 2;
}

/// How many columns it takes to set whole topics one after the other, none higher than that.
std::size_t columnsFor(const std::vector<Topic>& topics, std::size_t height)
{
    std::size_t columns = 1;
    std::size_t used = 0;
    for (const Topic& topic : topics) {
        if (used > 0 && used + heightOf(topic) > height) {
            ++columns;
            used = 0;
        }
        used += heightOf(topic);
    }
    return columns;
}

/// The least height at which they fit.
std::size_t leastHeight(const std::vector<Topic>& topics)
{
    std::size_t height = 0;
    for (const Topic& topic : topics)
        height = std::max(height, heightOf(topic));
    while (columnsFor(topics, height) > kColumns)
        ++height;
    return height;
}

QString htmlOf(const Topic& topic, const QString& dim, const QString& rule)
{
    QString html = QStringLiteral("<p style=\"margin-bottom:2px\"><b>%1</b></p>"
                                  "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"2\">")
                       .arg(topic.title.toHtmlEscaped());
    for (const auto& [what, keys] : topic.rows)
        html += QStringLiteral("<tr><td style=\"border-bottom:1px solid %3\">%1</td>"
                               "<td align=\"right\" style=\"border-bottom:1px solid %3; "
                               "color:%4\">%2</td></tr>")
                    .arg(what.toHtmlEscaped(), keys.toHtmlEscaped(), rule, dim);
    return html + QStringLiteral("</table>");
}

} // namespace

QString cheatSheetHtml(const std::vector<Command>& commands,
                       const QString& ink,
                       const QString& dim,
                       const QString& rule)
{
    const std::vector<Topic> topics = topicsOf(commands);
    const std::size_t height = leastHeight(topics);
    std::array<QString, kColumns> columns;
    std::size_t column = 0;
    std::size_t used = 0;
    for (const Topic& topic : topics) {
        if (used > 0 && used + heightOf(topic) > height) {
            ++column;
            used = 0;
        }
        columns.at(column) += htmlOf(topic, dim, rule);
        used += heightOf(topic);
    }
    QString html = QStringLiteral("<body style=\"color:%1\"><table width=\"100%\" "
                                  "cellspacing=\"14\"><tr>")
                       .arg(ink);
    for (const QString& each : columns)
        html += QStringLiteral("<td width=\"33%\" valign=\"top\">%1</td>").arg(each);
    return html + QStringLiteral("</tr></table></body>");
}

CheatSheet::CheatSheet(std::vector<Command> commands, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_commands(std::move(commands))
    , m_page(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("cheatSheetDialog"));
    setWindowTitle(tr("Keyboard and mouse"));
    const Colors& colors = theme.colors();
    m_page->setObjectName(QStringLiteral("cheatSheetPage"));
    m_page->setAccessibleName(windowTitle());
    m_page->document()->setDefaultFont(theme.font());
    m_page->setHtml(
        cheatSheetHtml(m_commands, colors.text.name(), colors.dim.name(), colors.line.name()));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const QPushButton* paper = buttons->addButton(tr("Print…"), QDialogButtonBox::ActionRole);
    connect(paper, &QPushButton::clicked, this, &CheatSheet::print);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_page, 1);
    layout->addWidget(buttons);
    const QSize room = parent->size() - QSize(60, 60);
    resize(QSize(theme.scaled(1120), theme.scaled(800)).boundedTo(room));
}

void CheatSheet::print()
{
    QPrinter printer(QPrinter::HighResolution);
    printer.setPageOrientation(QPageLayout::Landscape);
    QPrintDialog dialog(&printer, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    // Paper is white whatever the window's colours are.
    const Colors paper = colorsOf(false, Contrast::High);
    QTextDocument document;
    document.setDefaultFont(m_page->document()->defaultFont());
    document.setHtml(
        cheatSheetHtml(m_commands, paper.text.name(), paper.dim.name(), paper.grid.name()));
    document.print(&printer);
}

} // namespace topomq::ui
