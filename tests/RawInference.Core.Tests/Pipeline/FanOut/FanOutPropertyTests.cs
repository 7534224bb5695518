using FsCheck;
using FsCheck.Fluent;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.FanOut;

public sealed class FanOutPropertyTests
{
    /// <summary>The order in which parts finish, and which of them fail.</summary>
    private static readonly Gen<(int[] Order, bool[] Fails)> Courses =
        from count in Gen.Choose(2, 12)
        from order in Gen.Shuffle(Enumerable.Range(0, count))
        from fails in Gen.Choose(0, 9).Select(digit => digit == 0).ArrayOf(count)
        select ((int[])[.. order], fails);

    [Fact]
    public void AnyCourse_GivesAllInOrderOrTheFirstFailure() =>
        Prop.ForAll(Courses.ToArbitrary(), course => HoldsAsync(course.Order, course.Fails).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    private static async Task<bool> HoldsAsync(int[] order, bool[] fails)
    {
        await using var gateway = new TestGateway();
        var gates = new Gates();
        gateway.Settings["FanOut:MaxParallel"] = "64";
        gateway.Connector.Chat = async call =>
        {
            await gates.WaitAsync(call.Prompt, call.CancellationToken);
            return FakeAnswers.Chat(call.Prompt);
        };

        string[] prompts = [.. Enumerable.Range(0, order.Length).Select(index => $"{index}")];
        var sending = gateway.Client.SendAsync(Requests.Chat("first/chat", prompts));
        await Task.WhenAll(prompts.Select(gates.ArrivalOf)).WaitAsync(TimeSpan.FromSeconds(30));
        int? failed = null;
        foreach (var part in order.TakeWhile(_ => failed is null))
        {
            if (fails[part])
            {
                failed = part;
                gates.Fail(prompts[part], new InferenceException(InferenceErrorCode.ProviderRefused, prompts[part]));
            }
            else
            {
                gates.Release(prompts[part]);
            }
        }

        try
        {
            var response = await sending;
            return failed is null && response.Outputs.Select(output => output.Text).SequenceEqual(prompts);
        }
        catch (InferenceException exception)
        {
            return exception.Message == $"{failed}" && gates.Waiting == 0;
        }
        finally
        {
            Assert.Single(gateway.Ledger.Records);
        }
    }
}
