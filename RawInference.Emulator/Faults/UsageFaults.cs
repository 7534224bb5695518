using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Faults;

/// <summary>Takes the usage out of an answer, or makes its numbers negative.</summary>
internal static class UsageFaults
{
    public static void Apply(Protocol protocol, FaultPlan plan, JsonObject answer)
    {
        if (!plan.NoUsage && !plan.NegativeUsage)
        {
            return;
        }

        foreach (var (holder, member) in protocol.Usages(answer))
        {
            if (holder?[member] is not JsonObject usage)
            {
                continue;
            }

            if (plan.NoUsage)
            {
                holder.Remove(member);
            }
            else
            {
                Negate(usage);
            }
        }
    }

    private static void Negate(JsonObject usage)
    {
        foreach (var (name, value) in usage.ToArray())
        {
            switch (value)
            {
                case JsonObject nested:
                    Negate(nested);
                    break;
                case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                    usage[name] = -Math.Max(1, number.GetValue<int>());
                    break;
            }
        }
    }
}
