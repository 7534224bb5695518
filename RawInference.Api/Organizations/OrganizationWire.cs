using System.Text.Json;
using RawInference.Api.Admin;
using RawInference.Core.Identity;
using RawInference.Core.Limits;

namespace RawInference.Api.Organizations;

/// <summary>Writes an organization.</summary>
internal static class OrganizationWire
{
    public static void Write(Utf8JsonWriter writer, Organization entry, IReadOnlyList<LimitBalance>? balances = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", entry.Id);
        writer.WriteString("object", "organization");
        writer.WriteString("name", entry.Name);
        LimitWire.Write(writer, entry.Limits);
        writer.WriteMoment("created_at", entry.CreatedAt);
        if (balances is not null)
        {
            LimitWire.WriteBalances(writer, balances);
        }

        writer.WriteEndObject();
    }
}
