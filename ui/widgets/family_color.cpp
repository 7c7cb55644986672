#include "ui/widgets/family_color.h"

namespace topomq::ui {

QColor familyColor(const Colors& colors, rules::Family family)
{
    switch (family) {
    case rules::Family::RequestReply:
        return colors.blue;
    case rules::Family::Routed:
        return colors.violet;
    case rules::Family::PublishSubscribe:
        return colors.green;
    case rules::Family::Pipeline:
        return colors.teal;
    case rules::Family::Pair:
        return colors.magenta;
    case rules::Family::Other:
        break;
    }
    return colors.grey;
}

} // namespace topomq::ui
