#pragma once
// What the rules say about the selected things, as soft cards with their fixes.

#include "engine/model/finding.h"
#include "ui/inspector/inspector_context.h"

#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QVBoxLayout;

namespace topomq::ui {

/// Thread: the window's.
class FindingsSection : public QWidget
{
    Q_OBJECT

public:
    /// `concerns` is asked with the `where` of each finding.
    FindingsSection(const InspectorContext& context,
                    std::function<bool(const std::string& where)> concerns,
                    QWidget* parent);

private:
    void rebuild();
    [[nodiscard]] QWidget* makeCard(const model::Finding& finding);

    const InspectorContext& m_context;
    std::function<bool(const std::string&)> m_concerns;
    QVBoxLayout* m_column = nullptr;
    /// Messages of the cards that stand there now.
    std::vector<std::string> m_shown;
};

} // namespace topomq::ui
