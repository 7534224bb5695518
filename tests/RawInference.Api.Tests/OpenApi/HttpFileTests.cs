using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Api.Tests.OpenApi;

/// <summary>The requests for IDEs are such as the gateway takes.</summary>
public partial class HttpFileTests(DocumentHost host)
{
    private static readonly string File = Read();

    public static TheoryData<string> Calls => [.. Sections().Where(section => Body(section) is not null).Select(Title)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Body_IsValid_AndTakenWithoutAComplaint(string title)
    {
        var section = Sections().Single(section => Title(section) == title);
        var body = Body(section)!;
        var schema = await host.SchemaAsync("InferenceRequest");

        Assert.Empty(schema.Validate(body));
        Assert.Empty(ContractCall.Read(body, [.. Files(section)]).Call.Warnings);
    }

    [Fact]
    public void EveryRequest_GoesToADescribedRoute()
    {
        var paths = host.Document["paths"]!.AsObject();

        Assert.NotEmpty(Requests.Matches(File));
        Assert.All(Requests.Matches(File), request => Assert.True(
            request.Groups["path"].Value == "/openapi/v1.json"
            || paths[request.Groups["path"].Value.Split('?')[0]]?[request.Groups["method"].Value.ToLowerInvariant()] is not null,
            request.Value));
    }

    [Fact]
    public void EveryCall_SendsAKey() => Assert.All(
        Sections().Where(section => section.Contains("/v1/", StringComparison.Ordinal) && !section.Contains("/openapi/", StringComparison.Ordinal)),
        section => Assert.Contains("Authorization: Bearer {{key}}", section, StringComparison.Ordinal));

    [Fact]
    public void EveryOperation_HasACall() => Assert.Equal(
        OperationContracts.All.Select(contract => contract.Operation).Order(),
        Sections().Where(section => Body(section) is not null)
            .Select(section => ContractCall.Read(Body(section)!, [.. Files(section)]).Operation)
            .Distinct()
            .Order());

    private static string[] Sections() => File.Split("\n### ")[1..];

    private static string Title(string section) => section.Split('\n')[0];

    /// <summary>The JSON of a section: from the first brace at the start of a line to the last.</summary>
    private static JsonNode? Body(string section) => Json.Match(section) is { Success: true } match ? JsonNode.Parse(match.Value) : null;

    private static IEnumerable<MediaContent> Files(string section) => Parts.Matches(section).Select(part => new MediaContent
    {
        Kind = Enum.Parse<MediaKind>(part.Groups["kind"].Value, ignoreCase: true),
        Path = $"inputs.{part.Groups["kind"].Value}_base64",
        Bytes = new byte[] { 1 },
    });

    private static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!folder.EnumerateFiles("RawInference.sln").Any())
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run within the repository.");
        }

        return System.IO.File.ReadAllText(Path.Combine(folder.FullName, "RawInference.Api", "RawInference.Api.http"));
    }

    [GeneratedRegex(@"^\{\n.*?^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Json { get; }

    [GeneratedRegex("name=\"(?<kind>image|audio|video|file)\"; filename")]
    private static partial Regex Parts { get; }

    [GeneratedRegex(@"^(?<method>GET|POST) \{\{host\}\}(?<path>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Requests { get; }
}
