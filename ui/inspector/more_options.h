#pragma once
// All other options of a socket, grouped, searchable; only the common ones at first.

#include "engine/runtime/runtime.h"
#include "ui/inspector/option_row.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace topomq::ui {

class ResetHeading;
class SearchField;

/// Thread: the window's.
class MoreOptions : public QWidget
{
    Q_OBJECT

public:
    MoreOptions(const model::SocketRef& socket, const InspectorContext& context, QWidget* parent);

    void sync();
    void showReadings(const std::vector<runtime::OptionReading>& readings);

private:
    struct Group
    {
        QLabel* title = nullptr;
        std::vector<OptionRow*> rows;
    };

    void addGroups();
    void addRareOptions();
    void open(bool opens);
    void nameToggle(bool opens);
    void showMatching();
    void addReset();

    model::SocketRef m_socket;
    const InspectorContext& m_context;
    QString m_key;
    QToolButton* m_toggle = nullptr;
    QWidget* m_inner = nullptr;
    QVBoxLayout* m_column = nullptr;
    SearchField* m_search = nullptr;
    QLabel* m_nothing = nullptr;
    QToolButton* m_all = nullptr;
    ResetHeading* m_reset = nullptr;
    std::vector<Group> m_groups;
    /// The rows of rare options are only made when somebody looks for them.
    bool m_hasRare = false;
    bool m_showsAll = false;
};

} // namespace topomq::ui
