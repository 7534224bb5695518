using RawInference.Api.Admin;
using RawInference.Api.CommandLine;
using RawInference.Core.Identity;
using RawInference.State.Keys;
using RawInference.State.Namespaces;

namespace RawInference.Api.Namespaces;

/// <summary>The command line's <c>namespaces …</c>.</summary>
internal static class NamespaceCommands
{
    private const int PageSize = 100;

    public static IReadOnlyList<Command> All { get; } =
    [
        new(
            "namespaces create",
            null,
            [new("--name", "NAME", "name"), new("--organization", "ID", "organization"), .. CommandOption.Limits, CommandOption.Json],
            CreateAsync),
        new("namespaces list", null, [CommandOption.Json], ListAsync),
    ];

    private static async Task CreateAsync(CommandCall call)
    {
        var edit = NamespaceFields.ReadNew(AdminFields.Of(call.Body(), NamespaceFields.OfNew));
        var made = await Namespaces(call).CreateAsync(KeyService.CommandLine, edit, CancellationToken.None);
        if (call.Json)
        {
            CommandOutput.WriteJson(writer => NamespaceWire.Write(writer, made));
        }
        else
        {
            CommandOutput.WriteLines(("Id", made.Id), ("Name", made.Name), ("Organization", made.Organization));
        }
    }

    private static async Task ListAsync(CommandCall call)
    {
        var all = new List<Namespace>();
        while (true)
        {
            var page = await Namespaces(call).ListAsync(KeyService.CommandLine, all.LastOrDefault()?.Id, PageSize, CancellationToken.None);
            all.AddRange(page.Items);
            if (!page.HasMore)
            {
                break;
            }
        }

        if (!call.Json)
        {
            all.ForEach(entry => Console.Out.WriteLine($"{entry.Id} {entry.Organization,-20} {entry.Name}"));
            return;
        }

        CommandOutput.WriteJson(writer =>
        {
            writer.WriteStartArray();
            all.ForEach(entry => NamespaceWire.Write(writer, entry));
            writer.WriteEndArray();
        });
    }

    private static NamespaceService Namespaces(CommandCall call) => call.Services.GetRequiredService<NamespaceService>();
}
