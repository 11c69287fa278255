UPDATE accounts SET state = 'disabled', state_reason = '已调离岗位' WHERE login = 'expert';
