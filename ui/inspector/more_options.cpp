#include "ui/inspector/more_options.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/option_groups.h"
#include "ui/inspector/reset_heading.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

MoreOptions::MoreOptions(const model::SocketRef& socket,
                         const InspectorContext& context,
                         QWidget* parent)
    : QWidget(parent)
    , m_socket(socket)
    , m_context(context)
    , m_key(QStringLiteral("options/") + toText(socket.text()))
{
    const QString path = QStringLiteral("sockets/") + toText(socket.text());
    auto* outer = makeColumnLayout(this, 6);
    m_toggle = makeTextButton(context.theme, this, QString());
    m_toggle->setObjectName(path + QStringLiteral("/more"));
    m_inner = new QWidget(this);
    m_column = makeColumnLayout(m_inner, 6);
    m_search = new SearchField(context.theme, tr("Search all options"), m_inner);
    m_search->setObjectName(path + QStringLiteral("/search"));
    m_search->setAccessibleName(tr("Search all options"));
    m_column->addWidget(m_search);
    addReset();
    addGroups();
    m_nothing = makeNote(context.theme, m_inner, tr("No option has these words."));
    m_nothing->hide();
    m_column->addWidget(m_nothing);
    m_all = makeTextButton(context.theme, m_inner, QString());
    m_all->setObjectName(path + QStringLiteral("/all"));
    m_column->addWidget(m_all, 0, Qt::AlignLeft);
    outer->addWidget(m_toggle, 0, Qt::AlignLeft);
    outer->addWidget(m_inner);
    connect(m_toggle, &QToolButton::clicked, this,
            [this] { open(!m_context.opened.contains(m_key)); });
    connect(m_all, &QToolButton::clicked, this, [this] {
        m_showsAll = !m_showsAll;
        if (m_showsAll)
            m_context.opened.insert(m_key + QStringLiteral("/all"));
        else
            m_context.opened.erase(m_key + QStringLiteral("/all"));
        showMatching();
    });
    connect(m_search, &SearchField::textChanged, this, &MoreOptions::showMatching);
    m_showsAll = m_context.opened.contains(m_key + QStringLiteral("/all"));
    const bool opens = m_context.opened.contains(m_key);
    m_inner->setVisible(opens);
    nameToggle(opens);
    showMatching();
}

/// All options of the socket, also those that stand above; what it subscribes to is none of them.
void MoreOptions::addReset()
{
    std::vector<std::string> names;
    for (const model::OptionInfo& option : model::allOptions()) {
        if (option.isSettable() && option.name != "SUBSCRIBE")
            names.emplace_back(option.name);
    }
    TopologyDocument& document = m_context.document;
    m_reset = new ResetHeading(
        {}, QStringLiteral("sockets/%1/resetAll").arg(toText(m_socket.text())),
        {.count =
             [this, names] {
                 const model::Socket* socket = m_context.document.topology().find(m_socket);
                 return socket == nullptr ? 0 : setFields(socket->options, names);
             },
         .reset =
             [this, names, &document] {
                 document.push(
                     tr("Reset the options of %1").arg(toText(m_socket.text())),
                     editSocket(document.topology(), m_socket, [&names](model::Socket& changed) {
                         for (const std::string& name : names)
                             changed.options.remove(name);
                     }));
             }},
        m_context, m_inner);
    m_column->addWidget(m_reset);
}

void MoreOptions::addGroups()
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    for (const OptionGroup& group : optionGroups(socket->type)) {
        Group shown;
        shown.title = makeNote(m_context.theme, m_inner, group.title);
        m_column->addWidget(shown.title);
        for (const model::OptionInfo* option : group.options) {
            // What is set is never hidden.
            if (!option->isCommon && socket->options.find(option->name) == nullptr)
                continue;
            shown.rows.push_back(new OptionRow(*option, m_socket, m_context, m_inner, true));
            m_column->addWidget(shown.rows.back());
        }
        m_groups.push_back(std::move(shown));
    }
}

void MoreOptions::addRareOptions()
{
    if (m_hasRare)
        return;
    m_hasRare = true;
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    if (socket == nullptr)
        return;
    const std::vector<OptionGroup> groups = optionGroups(socket->type);
    for (std::size_t i = 0; i < groups.size() && i < m_groups.size(); ++i) {
        std::vector<OptionRow*>& rows = m_groups[i].rows;
        int at = m_column->indexOf(m_groups[i].title) + static_cast<int>(rows.size()) + 1;
        for (const model::OptionInfo* option : groups[i].options) {
            const bool known = std::any_of(rows.begin(), rows.end(), [option](const auto* row) {
                return &row->option() == option;
            });
            if (known)
                continue;
            rows.push_back(new OptionRow(*option, m_socket, m_context, m_inner, true));
            m_column->insertWidget(at++, rows.back());
        }
    }
}

void MoreOptions::open(bool opens)
{
    if (opens)
        m_context.opened.insert(m_key);
    else
        m_context.opened.erase(m_key);
    m_inner->setVisible(opens);
    nameToggle(opens);
}

void MoreOptions::nameToggle(bool opens)
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    int set = 0;
    for (const Group& group : m_groups) {
        for (const OptionRow* row : group.rows)
            set += socket && socket->options.find(row->option().name) != nullptr ? 1 : 0;
    }
    const QString words = set == 0 ? tr("More options") : tr("More options (%n set)", nullptr, set);
    m_toggle->setText((opens ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + words);
}

void MoreOptions::showMatching()
{
    const QString words = m_search->text().trimmed();
    const bool detailed = m_showsAll || !words.isEmpty();
    if (detailed)
        addRareOptions();
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    bool any = false;
    for (const Group& group : m_groups) {
        bool some = false;
        for (OptionRow* row : group.rows) {
            const bool isSet =
                socket != nullptr && socket->options.find(row->option().name) != nullptr;
            const bool shown = words.isEmpty() ? m_showsAll || row->option().isCommon || isSet
                                               : row->matches(words);
            row->setVisible(shown);
            row->setExplained(detailed);
            some = some || shown;
        }
        group.title->setVisible(some);
        any = any || some;
    }
    m_nothing->setVisible(!any);
    m_all->setVisible(words.isEmpty());
    m_all->setText(m_showsAll ? tr("Only the common options") : tr("All options, with their help"));
}

void MoreOptions::sync()
{
    for (const Group& group : m_groups) {
        for (OptionRow* row : group.rows)
            row->sync();
    }
    m_reset->sync();
    nameToggle(m_context.opened.contains(m_key));
}

void MoreOptions::showReadings(const std::vector<runtime::OptionReading>& readings)
{
    for (const Group& group : m_groups) {
        for (OptionRow* row : group.rows)
            row->showReading(readings);
    }
}

} // namespace topomq::ui
