using System.Text.Json;
using System.Text.RegularExpressions;

namespace RawInference.Api.Tests;

/// <summary>Each curl line of the README is run as it stands, against an Api and an emulator on ports of their own.</summary>
public sealed partial class ReadmeTests(ApiHost api) : IClassFixture<ApiHost>
{
    public static TheoryData<string> Commands =>
        [.. Block.Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => match.Groups["command"].Value)];

    [Fact]
    public void Readme_ShowsOneCallPerModality() => Assert.True(Commands.Count >= 7);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task CurlLine_Answers(string command)
    {
        var folder = Directory.CreateTempSubdirectory("readme-").FullName;
        try
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, "recording.wav"),
                await api.Emulator.GetByteArrayAsync("/media/tone.wav", TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken);
            var run = await ProcessRun.OfAsync("bash", ["-c", Here(command)], folder, ("RAWINFERENCE_KEY", api.Key));

            Assert.True(run.Exit == 0, $"{command}\n{run.Output}\n{run.Errors}");
            Assert.True(JsonSerializer.Deserialize<JsonElement>(AnswerIn(run.Output)).TryGetProperty("data", out _), run.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string AnswerIn(string output) => output.Contains("event: response", StringComparison.Ordinal)
        ? output[(output.LastIndexOf("data: ", StringComparison.Ordinal) + 6)..]
        : output;

    /// <summary>The README's addresses, as they are in this test.</summary>
    private string Here(string command) => command
        .Replace("http://localhost:5080", api.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("http://127.0.0.1:5081", api.EmulatorAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("curl ", "curl -sS --fail-with-body ", StringComparison.Ordinal);

    [GeneratedRegex(@"```bash\n(?<command>curl .*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block { get; }
}
